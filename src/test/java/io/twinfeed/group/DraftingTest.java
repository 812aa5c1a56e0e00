package io.twinfeed.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.shape.Fragment.NoRelationship;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Specs;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DraftingTest {
  private static final String RULES =
      """
      sources:
        machines: {connection: erp, table: m, columns: [code, name, kw, line, since], key: [code]}
        presses: {connection: erp, table: p, columns: [code, name], key: [code]}
        orders: {connection: erp, table: o, columns: [no, machine, hours], key: [no]}
      twins:
        - name: machine
          from: machines
          model: dtmi:com:example:Machine;1
          id: machine-${code}
          properties: {name: "${name}", power: "${kw}", size.width: "${kw}"}
        - name: press
          from: presses
          model: dtmi:com:example:Press;1
          id: machine-${code}
          properties: {name: "${name}"}
        - name: load
          from: orders
          model: dtmi:com:example:Machine;1
          id: machine-${machine}
          properties: {orders: {count: true}, hours: {sum: "${hours}"}}
        - name: line
          from: machines
          model: dtmi:com:example:Line;1
          id: line-${line}
          properties: {}
      relationships:
        - name: partOf
          from: machines
          source: machine-${code}
          target: line-${line}
          exclusive: true
          properties: {since: "${since}"}
      """;

  private static final int MACHINE_RULE = 0;
  private static final int PRESS_RULE = 1;
  private static final int LOAD_RULE = 2;
  private static final TwinId MACHINE = new TwinId("machine-1");
  private static final TwinId LINE = new TwinId("line-1");

  private final List<Failure> failures = new ArrayList<>();
  private final Tally.Counter counter = new Tally.Counter();

  @Test
  void two_rows_that_contradict_each_other_reject_the_twin_and_name_both() {
    List<TwinDraft> drafts = draft("", machine("code=1", "A", 5.0), machine("code=01", "B", 5.0));

    assertThat(drafts).isEmpty();
    assertThat(failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo("TWIN-CONFLICT");
              assertThat(failure.message())
                  .isEqualTo(
                      "property name of twin machine-1: rule 'machine' (row code=01) says B, and"
                          + " rule 'machine' (row code=1) says A");
            });
    assertThat(counter.take().counts())
        .containsOnly(Map.entry("twins.desired", 1L), Map.entry("twins.rejected", 1L));
  }

  @Test
  void rules_of_unrelated_models_for_one_twin_contradict_each_other() {
    draft("", machine("1", "A", 5.0), new OfTwin(MACHINE, 3, "1", List.of()));

    assertThat(failures).extracting(Failure::code).containsExactly("TWIN-MODEL-CONFLICT");
  }

  @Test
  void the_relationships_of_a_rejected_twin_are_held() {
    List<TwinDraft> drafts =
        draft(
            "",
            new RejectedTwin(MACHINE, MACHINE_RULE, "1"),
            link("1", "partOf.x", LINE, "2024-01-01"));

    assertThat(drafts).isEmpty();
    assertThat(counter.take().counts())
        .containsOnly(
            Map.entry("twins.desired", 1L),
            Map.entry("twins.rejected", 1L),
            Map.entry("relationships.desired", 1L),
            Map.entry("relationships.held", 1L));
  }

  @Test
  void a_relationship_that_is_said_in_two_ways_may_not_be_taken_away() {
    TwinDraft draft =
        draft(
                "",
                link("1", "partOf.x", LINE, "2024-01-01"),
                link("2", "partOf.x", LINE, "2025-01-01"),
                link("3", "partOf.y", new TwinId("line-2"), "2024-01-01"))
            .get(0);

    assertThat(draft.held()).containsExactly("partOf");
    assertThat(draft.links()).hasSize(1);
  }

  @Test
  void nulls_that_are_to_be_rejected_reject_the_twin() {
    draft("sync: {nulls: reject}", machine("1", null, 5.0));

    assertThat(failures).extracting(Failure::code).containsExactly("VALUE-NULL");
  }

  @Test
  void nulls_that_are_to_be_kept_say_nothing() {
    Desired twin = draft("sync: {nulls: keep}", machine("1", null, 5.0)).get(0).twin();

    assertThat(twin.absent()).isEmpty();
    assertThat(twin.values()).doesNotContainKey(PropertyPath.of("name"));
  }

  @Test
  void the_most_special_model_of_the_rules_is_the_twins() {
    Desired twin =
        draft(
                "",
                machine("1", "A", 5.0),
                new OfTwin(MACHINE, PRESS_RULE, "1", List.of(new Fed("A", null))))
            .get(0)
            .twin();

    assertThat(twin.model()).isEqualTo("dtmi:com:example:Press;1");
  }

  @Test
  void a_contributor_without_a_row_says_zero_for_counts_and_sums() {
    Desired twin = draft("", machine("1", "A", 5.0)).get(0).twin();

    assertThat(twin.creates()).isTrue();
    assertThat(twin.values())
        .containsEntry(PropertyPath.of("orders"), Value.Num.of(0))
        .containsEntry(PropertyPath.of("hours"), Value.Num.of(0))
        .containsEntry(new PropertyPath(null, "size", List.of("width")), Value.Num.of(5));
  }

  @Test
  void rows_of_contributors_alone_create_nothing() {
    Desired twin = draft("", order("1", 2L), order("2", 3L)).get(0).twin();

    assertThat(twin.creates()).isFalse();
    assertThat(twin.values())
        .containsEntry(PropertyPath.of("orders"), Value.Num.of(2))
        .containsEntry(PropertyPath.of("hours"), Value.Num.of(5));
  }

  @Test
  void one_relationship_said_twice_is_one_and_said_differently_is_rejected() {
    assertThat(
            draft(
                    "",
                    link("1", "partOf.x", LINE, "2024-01-01"),
                    link("2", "partOf.x", LINE, "2024-01-01"))
                .get(0)
                .links())
        .hasSize(1);

    draft("", link("1", "partOf.x", LINE, "2024-01-01"), link("2", "partOf.x", LINE, "2025-01-01"));
    assertThat(failures).extracting(Failure::code).containsExactly("TWIN-CONFLICT");
  }

  @Test
  void a_row_that_says_none_and_a_row_that_was_rejected_are_told_to_the_plan() {
    TwinDraft none = draft("", new NoRelationship(MACHINE, 0, "1")).get(0);
    assertThat(none.exclusive()).containsOnly(Map.entry("partOf", Exclusive.OWN));
    assertThat(none.held()).isEmpty();

    TwinDraft held =
        draft("", new NoRelationship(MACHINE, 0, "1"), new RejectedRelationship(MACHINE, 0, "2"))
            .get(0);
    assertThat(held.held()).containsExactly("partOf");
  }

  private List<TwinDraft> draft(String sync, Fragment... fragments) {
    failures.clear();
    PipelineSpec spec = Specs.spec(RULES + sync);
    List<TwinDraft> drafts = new ArrayList<>();
    new Gathering(spec, Specs.MODELS, false)
        .gather(
            List.of(fragments),
            List.of(),
            new Held(List.of()),
            Unread.nothing(spec),
            new Gathering.Into(
                counter, failures::add, drafts::add, kept -> {}, fed -> {}, owed -> {}));
    return drafts;
  }

  private static Fragment machine(String row, @Nullable String name, double power) {
    return new OfTwin(
        MACHINE,
        MACHINE_RULE,
        row,
        List.of(new Fed(name, null), new Fed(power, null), new Fed(power, null)));
  }

  private static Fragment order(String row, long hours) {
    return new OfTwin(MACHINE, LOAD_RULE, row, List.of(new Fed(null, null), new Fed(hours, null)));
  }

  private static Fragment link(String row, String id, TwinId target, String since) {
    return new OfRelationship(MACHINE, 0, row, id, target, List.of(new Fed(since, null)));
  }
}
