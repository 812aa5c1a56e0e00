package io.twinfeed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.group.Desired;
import io.twinfeed.group.Gone;
import io.twinfeed.group.OnRecord;
import io.twinfeed.group.Said;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Specs;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Said SAID = new Said(List.of(), new TreeMap<>());
  private static final String MODEL = "dtmi:com:example:Machine;1";
  private static final TwinId MACHINE = new TwinId("machine-1");
  private static final String OURS = "partOf.abcdefghijklmnopqrstuvwxy2";
  private static final String OURS_TOO = "partOf.abcdefghijklmnopqrstuvwxy3";

  private final List<Change> twins = new ArrayList<>();
  private final List<Change> links = new ArrayList<>();
  private final List<Change> deletes = new ArrayList<>();
  private Map<String, Long> counts = Map.of();

  @Test
  void update_creates_nothing_and_skips_the_relationships_of_what_is_not_there() {
    plan(Mode.UPDATE, draft(desired("A", true), link(OURS, "line-1")), Live.absent());

    assertThat(twins).isEmpty();
    assertThat(links).isEmpty();
    assertThat(counts)
        .containsOnly(
            Map.entry("twins.desired", 1L),
            Map.entry("twins.skipped", 1L),
            Map.entry("relationships.desired", 1L),
            Map.entry("relationships.skipped", 1L));
  }

  @Test
  void insert_touches_nothing_that_is_there() {
    plan(
        Mode.INSERT,
        draft(desired("B", true), link(OURS, "line-1")),
        live("A", relationship(OURS, "line-1")));

    assertThat(twins).isEmpty();
    assertThat(links).isEmpty();
    assertThat(counts).containsEntry("twins.skipped", 1L);
    assertThat(counts).containsEntry("relationships.skipped", 1L);
  }

  @Test
  void a_contributor_of_a_twin_that_is_not_there_is_unmatched() {
    plan(Mode.UPSERT, draft(desired("A", false)), Live.absent());

    assertThat(twins).isEmpty();
    assertThat(counts).containsOnly(Map.entry("twins.unmatched", 1L));
  }

  @Test
  void what_is_missing_is_created_with_the_components_of_its_model() {
    plan(Mode.UPSERT, draft(desired("A", true), link(OURS, "line-1")), Live.absent());

    assertThat(twins).containsExactly(new Change.CreateTwin(desired("A", true), Set.of("plate")));
    assertThat(links).containsExactly(new Change.CreateLink(link(OURS, "line-1"), List.of()));
  }

  @Test
  void what_is_the_same_is_left_alone() {
    plan(
        Mode.UPSERT,
        draft(desired("A", true), link(OURS, "line-1")),
        live("A", relationship(OURS, "line-1")));

    assertThat(twins).isEmpty();
    assertThat(links).isEmpty();
    assertThat(deletes).isEmpty();
    assertThat(counts)
        .containsEntry("twins.unchanged", 1L)
        .containsEntry("relationships.unchanged", 1L);
  }

  @Test
  void an_exclusive_relationship_moves() {
    plan(
        Mode.UPSERT,
        exclusive(Exclusive.OWN, Set.of(), link(OURS_TOO, "line-2")),
        live("A", relationship(OURS, "line-1")));

    assertThat(links)
        .containsExactly(
            new Change.CreateLink(link(OURS_TOO, "line-2"), List.of(relationship(OURS, "line-1"))));
    assertThat(deletes).isEmpty();
  }

  @Test
  void of_several_that_are_obsolete_one_gives_way_and_the_others_go() {
    plan(
        Mode.UPSERT,
        exclusive(Exclusive.OWN, Set.of(), link(OURS_TOO, "line-2")),
        live(
            "A",
            relationship(OURS, "line-1"),
            relationship("partOf.abcdefghijklmnopqrstuvwxy4", "line-4")));

    assertThat(links)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.CreateLink.class, create -> assertThat(create.instead()).hasSize(1));
    assertThat(deletes).hasSize(1);
  }

  @Test
  void an_exclusive_relationship_that_the_row_denies_goes() {
    plan(Mode.UPSERT, exclusive(Exclusive.OWN, Set.of()), live("A", relationship(OURS, "line-1")));

    assertThat(deletes)
        .containsExactly(new Change.DeleteLink("machine", relationship(OURS, "line-1")));
  }

  @Test
  void another_pipelines_relationship_stays_although_its_id_is_like_ours() {
    plan(
        Mode.UPSERT,
        exclusive(Exclusive.OWN, Set.of()),
        live("A", relationship(OURS_TOO, "line-2")));

    assertThat(deletes).isEmpty();
  }

  @Test
  void the_relationships_of_a_twin_that_has_to_be_made_again_are_made_again() {
    Said said = new Said(List.of(), new TreeMap<>(Map.of(OURS, List.of())));
    OnRecord record =
        new OnRecord(
            new Known.OfTwin(MACHINE, Standing.CREATED_UNCERTAIN, 1, List.of()),
            record(OURS).links());
    TwinDraft draft =
        new TwinDraft(
            MACHINE,
            desired("A", true),
            List.of(link(OURS, "line-1")),
            Map.of(),
            Set.of(),
            record,
            said,
            Gone.NOTHING);

    Decisions decisions = new Decisions();
    new Planner(Specs.MODELS, Mode.UPSERT, Basis.RECORD, 0).plan(draft, Live.absent(), decisions);

    assertThat(decisions.twins).hasSize(1);
    assertThat(decisions.links).hasSize(1);
  }

  @Test
  void held_against_nothing_all_of_what_is_on_record_is_written_without_a_look() {
    Planner planner = new Planner(Specs.MODELS, Mode.UPSERT, Basis.NOTHING, 0);
    TwinDraft draft = onRecord(desired("A", true));

    assertThat(planner.needsTwin(draft)).isFalse();
    Decisions decisions = new Decisions();
    planner.plan(draft, Live.absent(), decisions);

    assertThat(decisions.twins)
        .singleElement()
        .satisfies(
            planned -> {
              Change.PatchTwin patch = (Change.PatchTwin) planned.change();
              assertThat(patch.ifMatch()).isNull();
              assertThat(patch.patch().ops())
                  .containsExactly(new Patch.Add("/name", new Value.Text("A")));
              assertThat(planned.ledger().after())
                  .allMatch(known -> known.standing() == Standing.CREATED);
            });
    assertThat(decisions.links)
        .extracting(Planned::change)
        .containsExactly(new Change.CreateLink(link(OURS, "line-1"), List.of()));
  }

  @Test
  void held_against_nothing_a_twin_is_read_if_a_value_of_it_is_to_be_taken_away() {
    Desired without =
        new Desired(
            MACHINE,
            "machine",
            MODEL,
            true,
            new TreeMap<>(),
            new TreeSet<>(List.of(PropertyPath.of("name"))),
            new TreeMap<>());

    assertThat(
            new Planner(Specs.MODELS, Mode.UPSERT, Basis.NOTHING, 0).needsTwin(onRecord(without)))
        .isTrue();
  }

  private static TwinDraft onRecord(Desired desired) {
    return new TwinDraft(
        MACHINE,
        desired,
        List.of(link(OURS, "line-1")),
        Map.of(),
        Set.of(),
        record(OURS),
        new Said(List.of(), new TreeMap<>(Map.of(OURS, List.of()))),
        Gone.NOTHING);
  }

  @Test
  void what_starts_at_a_twin_that_is_not_to_be_is_on_record_no_more() {
    Decisions decisions = new Decisions();

    new Planner(Specs.MODELS, Mode.UPDATE, Basis.RECORD, 0)
        .plan(draft(desired("A", true), link(OURS, "line-1")), Live.absent(), decisions);

    assertThat(decisions.known).isEmpty();
    assertThat(decisions.counter.take().counts())
        .containsEntry("twins.skipped", 1L)
        .containsEntry("relationships.skipped", 1L);
  }

  @Test
  void a_twin_that_leaves_takes_its_relationships_along_whatever_rows_still_ask_for_them() {
    TwinDraft draft =
        new TwinDraft(
            MACHINE,
            null,
            List.of(link(OURS, "line-1")),
            Map.of(),
            Set.of(),
            record(OURS),
            SAID,
            new Gone(desired("A", false), new TreeSet<>()));

    Decisions decisions = new Decisions();
    new Planner(Specs.MODELS, Mode.MIRROR, Basis.RECORD, 0).plan(draft, Live.absent(), decisions);

    assertThat(decisions.links).isEmpty();
    assertThat(decisions.deletes).hasSize(1);
    assertThat(decisions.leaving).hasSize(1);
    assertThat(decisions.counter.take().counts())
        .containsEntry("relationships.desired", 1L)
        .containsEntry("relationships.skipped", 1L);
  }

  @Test
  void a_mirror_looks_before_it_makes_what_it_does_not_know() {
    TwinDraft draft = draft(desired("A", true), link(OURS, "line-1"));

    assertThat(new Planner(Specs.MODELS, Mode.UPSERT, Basis.RECORD, 0).needsTwin(draft)).isFalse();
    assertThat(new Planner(Specs.MODELS, Mode.MIRROR, Basis.RECORD, 0).needsTwin(draft)).isTrue();
  }

  @Test
  void an_exclusive_relationship_that_has_gone_is_on_record_no_more() {
    TwinDraft draft = exclusive(Exclusive.OWN, Set.of(), link(OURS_TOO, "line-2"));

    Decisions decisions = new Decisions();
    new Planner(Specs.MODELS, Mode.UPSERT, Basis.GRAPH, 0)
        .plan(draft, live("A", relationship(OURS_TOO, "line-2")), decisions);

    assertThat(draft.record().links()).containsKey(OURS);
    assertThat(decisions.known).noneMatch(known -> recordsLink(known, OURS));
    assertThat(decisions.known).anyMatch(known -> recordsLink(known, OURS_TOO));
    assertThat(decisions.deletes).isEmpty();
  }

  private static boolean recordsLink(Known known, String id) {
    return known instanceof Known.OfLink link && link.id().equals(id);
  }

  @Test
  void a_relationship_that_somebody_made_by_hand_stays_unless_all_are_meant() {
    Live live = live("A", relationship("made-by-hand", "line-1"));

    plan(Mode.UPSERT, exclusive(Exclusive.OWN, Set.of()), live);
    assertThat(deletes).isEmpty();

    plan(Mode.UPSERT, exclusive(Exclusive.ALL, Set.of()), live);
    assertThat(deletes).hasSize(1);
  }

  @Test
  void nothing_goes_while_a_row_that_may_speak_for_it_is_rejected() {
    plan(
        Mode.UPSERT,
        exclusive(Exclusive.OWN, Set.of("partOf"), link(OURS_TOO, "line-2")),
        live("A", relationship(OURS, "line-1")));

    assertThat(links).containsExactly(new Change.CreateLink(link(OURS_TOO, "line-2"), List.of()));
    assertThat(deletes).isEmpty();
  }

  @Test
  void a_more_special_model_stays_and_another_is_replaced() {
    plan(Mode.UPSERT, draft(desired("A", true)), live("A", "dtmi:com:example:Press;1"));
    assertThat(twins).isEmpty();

    plan(Mode.UPSERT, draft(desired("A", true)), live("A", "dtmi:com:example:Line;1"));
    assertThat(twins)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.PatchTwin.class, patch -> assertThat(patch.ifMatch()).isEqualTo("W/\"1\""));
  }

  private void plan(Mode mode, TwinDraft draft, Live live) {
    List.of(twins, links, deletes).forEach(List::clear);
    Decisions decisions = new Decisions();
    new Planner(Specs.MODELS, mode, Basis.GRAPH, 0).plan(draft, live, decisions);
    decisions.twins.forEach(planned -> twins.add(planned.change()));
    decisions.links.forEach(planned -> links.add(planned.change()));
    decisions.deletes.forEach(planned -> deletes.add(planned.change()));
    counts = decisions.counter.take().counts();
  }

  private static TwinDraft draft(Desired desired, Desired.Link... links) {
    return new TwinDraft(
        MACHINE, desired, List.of(links), Map.of(), Set.of(), OnRecord.NOTHING, SAID, Gone.NOTHING);
  }

  private static TwinDraft exclusive(Exclusive whose, Set<String> held, Desired.Link... links) {
    return new TwinDraft(
        MACHINE,
        desired("A", true),
        List.of(links),
        Map.of("partOf", whose),
        held,
        record(OURS, "partOf.abcdefghijklmnopqrstuvwxy4"),
        SAID,
        Gone.NOTHING);
  }

  private static OnRecord record(String... links) {
    TreeMap<String, Known.OfLink> record = new TreeMap<>();
    for (String id : links) {
      record.put(
          id,
          new Known.OfLink(
              MACHINE, id, "partOf", new TwinId("line-1"), Standing.CREATED, 1, List.of()));
    }
    return new OnRecord(new Known.OfTwin(MACHINE, Standing.CREATED, 1, List.of()), record);
  }

  private static Desired desired(String name, boolean creates) {
    return new Desired(
        MACHINE,
        "machine",
        MODEL,
        creates,
        new TreeMap<>(Map.of(PropertyPath.of("name"), new Value.Text(name))),
        new TreeSet<>(),
        new TreeMap<>());
  }

  private static Desired.Link link(String id, String target) {
    return new Desired.Link(
        MACHINE, "partOf", "partOf", id, new TwinId(target), Map.of(), new TreeSet<>());
  }

  private static Live live(String name, Relationship... links) {
    return live(name, MODEL, links);
  }

  private static Live live(@Nullable String name, String model, Relationship... links) {
    return new Live(
        new Twin(
            MACHINE,
            model,
            Map.of("name", new Value.Text(String.valueOf(name))),
            Map.of(),
            Map.of(),
            "W/\"1\""),
        List.of(links).stream().collect(Collectors.toMap(Relationship::id, Function.identity())));
  }

  private static Relationship relationship(String id, String target) {
    return new Relationship(MACHINE, id, "partOf", new TwinId(target), Map.of(), "W/\"9\"");
  }
}
