package io.twinfeed.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.adt.InFlight;
import io.twinfeed.adt.MemoryTwinStore;
import io.twinfeed.adt.Reply;
import io.twinfeed.flow.Failure;
import io.twinfeed.group.Desired;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Diff;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WriterTest {
  private static final TwinId MACHINE = new TwinId("machine-1");
  private static final TwinId LINE = new TwinId("line-1");
  private static final TwinId OTHER_LINE = new TwinId("line-2");

  private final MemoryTwinStore store = new MemoryTwinStore();
  private final Writer writer = new Writer(store, false);

  @Test
  void a_refused_change_is_a_reject_with_its_reason_and_the_others_are_written() {
    store.answer(
        "put machine-1"::equals, new Reply.Refused<>(400, "ValidationFailed", "name is no number"));

    List<Outcome> outcomes = write(List.of(create(MACHINE, "A"), create(LINE, "B")));

    Failure failure = outcomes.get(0).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo("TWIN-400");
    assertThat(failure.message())
        .isEqualTo("twin machine-1: the service says ValidationFailed: name is no number");
    assertThat(failure.operation()).containsEntry("kind", "createTwin");
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Settled("twins.created"));
    assertThat(store.twins).containsOnlyKeys(LINE);
  }

  @Test
  void a_service_that_is_gone_ends_the_run_and_is_no_reject() {
    store.answer("put machine-1"::equals, new Reply.Lost<>("connection refused"));

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> write(List.of(create(MACHINE, "A"))))
        .withMessage("the twin service can't be reached: connection refused");
  }

  @Test
  void a_service_that_lets_us_no_more_ends_the_run() {
    store.answer("put machine-1"::equals, new Reply.Refused<>(403, "HTTP-403", ""));

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> write(List.of(create(MACHINE, "A"))))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(TwinfeedException.Kind.SERVICE));
  }

  @Test
  void a_twin_that_vanished_under_a_patch_is_no_more_what_is_on_record() {
    Desired desired = ((Change.CreateTwin) create(MACHINE, "A")).desired();
    Patch patch = new Patch(List.of(new Patch.Add("/name", new Value.Text("A"))));

    assertThat(write(List.of(new Change.PatchTwin(desired, patch, null))))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.failure().code()).isEqualTo("TWIN-404");
              assertThat(rejected.doubtful()).isTrue();
            });
  }

  @Test
  void a_twin_that_an_attempt_without_an_answer_has_made_is_ours() {
    store.put(twin(MACHINE, "A", "temperature", Value.Num.of(71)));
    store.answer(
        "put machine-1"::equals, new Reply.Refused<>(412, "PreconditionFailed", "there", 2, true));

    assertThat(write(List.of(create(MACHINE, "A"))))
        .containsExactly(new Outcome.Settled("twins.created"));
  }

  @Test
  void a_twin_that_says_something_else_after_an_attempt_without_an_answer_is_adopted() {
    store.put(twin(MACHINE, "before", "temperature", Value.Num.of(71)));
    store.answer(
        "put machine-1"::equals, new Reply.Refused<>(412, "PreconditionFailed", "there", 2, true));

    assertThat(write(List.of(create(MACHINE, "A"))))
        .containsExactly(new Outcome.Settled("twins.updated", true));
  }

  @Test
  void a_twin_that_is_there_after_all_is_patched_and_never_replaced() {
    store.put(twin(MACHINE, "before", "temperature", Value.Num.of(71)));

    assertThat(write(List.of(create(MACHINE, "A"))))
        .containsExactly(new Outcome.Settled("twins.updated", true));

    assertThat(store.calls)
        .containsExactly("put machine-1", "get machine-1", "patch machine-1 [/name]");
    assertThat(store.twins.get(MACHINE).properties())
        .containsOnly(
            Map.entry("name", new Value.Text("A")), Map.entry("temperature", Value.Num.of(71)));
  }

  @Test
  void a_twin_that_is_there_and_the_same_is_left_alone() {
    store.put(twin(MACHINE, "A", "temperature", Value.Num.of(71)));

    assertThat(write(List.of(create(MACHINE, "A"))))
        .containsExactly(new Outcome.Settled("twins.unchanged", true));
  }

  @Test
  void a_removal_of_what_something_else_has_removed_is_made_again_from_what_is_there() {
    store.put(twin(MACHINE, "A", "temperature", Value.Num.of(71)));
    Desired desired = desired(MACHINE, "B", Set.of(PropertyPath.of("serial")));
    Patch stale =
        new Patch(
            List.of(new Patch.Add("/name", new Value.Text("B")), new Patch.Remove("/serial")));

    assertThat(write(List.of(new Change.PatchTwin(desired, stale, null))))
        .containsExactly(new Outcome.Settled("twins.updated"));
    assertThat(store.twins.get(MACHINE).properties()).containsEntry("name", new Value.Text("B"));
  }

  @Test
  void a_twin_that_keeps_changing_is_given_up_after_some_rounds() {
    store.put(twin(MACHINE, "A", "temperature", Value.Num.of(71)));
    for (int i = 0; i < 4; i++) {
      store.answer(
          line -> line.startsWith("patch"), new Reply.Refused<>(412, "PreconditionFailed", "etag"));
    }

    Outcome outcome = write(List.of(patch("B"))).get(0);

    assertThat(outcome.failure()).isNotNull();
    assertThat(outcome.failure().code()).isEqualTo("TWIN-412");
    assertThat(((Outcome.Rejected) outcome).doubtful()).isTrue();
    assertThat(store.calls.stream().filter(line -> line.startsWith("patch"))).hasSize(4);
  }

  @Test
  void a_retargeted_relationship_is_made_before_the_old_one_goes_and_counts_once() {
    store.put(twin(MACHINE, "A", "x", Value.Num.of(1)));
    store.put(twin(LINE, "L1", "x", Value.Num.of(1)));
    store.put(twin(OTHER_LINE, "L2", "x", Value.Num.of(1)));
    Relationship old = new Relationship(MACHINE, "partOf.old", "partOf", LINE, Map.of(), null);
    store.put(old);

    assertThat(write(List.of(new Change.CreateLink(link("partOf.new", OTHER_LINE), List.of(old)))))
        .containsExactly(new Outcome.Settled("relationships.updated"));

    assertThat(store.calls)
        .containsExactly("put machine-1/partOf.new", "delete machine-1/partOf.old");
    assertThat(store.links).containsOnlyKeys("machine-1/partOf.new");
  }

  @Test
  void a_retarget_that_an_attempt_without_an_answer_has_begun_counts_as_one_update() {
    Relationship old = new Relationship(MACHINE, "partOf.old", "partOf", LINE, Map.of(), null);
    store.put(old);
    store.put(new Relationship(MACHINE, "partOf.new", "partOf", OTHER_LINE, Map.of(), null));
    store.answer(
        "put machine-1/partOf.new"::equals,
        new Reply.Refused<>(412, "PreconditionFailed", "there", 2, true));

    assertThat(write(List.of(new Change.CreateLink(link("partOf.new", OTHER_LINE), List.of(old)))))
        .containsExactly(new Outcome.Settled("relationships.updated"));
    assertThat(store.links).containsOnlyKeys("machine-1/partOf.new");
  }

  @Test
  void a_retarget_whose_new_relationship_is_refused_keeps_the_old_one() {
    store.put(twin(MACHINE, "A", "x", Value.Num.of(1)));
    Relationship old = new Relationship(MACHINE, "partOf.old", "partOf", LINE, Map.of(), null);
    store.put(old);

    Outcome outcome =
        write(List.of(new Change.CreateLink(link("partOf.new", OTHER_LINE), List.of(old)))).get(0);

    assertThat(outcome.failure()).isNotNull();
    assertThat(outcome.failure().code()).isEqualTo("REL-404");
    assertThat(outcome.failure().hint()).contains("target twin");
    assertThat(store.links).containsOnlyKeys("machine-1/partOf.old");
  }

  @Test
  void a_relationship_that_is_gone_already_is_deleted() {
    Relationship gone = new Relationship(MACHINE, "partOf.x", "partOf", LINE, Map.of(), null);

    assertThat(write(List.of(new Change.DeleteLink("exclusive", gone))))
        .containsExactly(new Outcome.Settled("relationships.deleted"));
  }

  private static Change create(TwinId id, String name) {
    return new Change.CreateTwin(desired(id, name, Set.of()), Set.of());
  }

  private static Change patch(String name) {
    Desired desired = desired(MACHINE, name, Set.of());
    return new Change.PatchTwin(
        desired, new Patch(List.of(new Patch.Add("/name", new Value.Text(name)))), null);
  }

  private static Desired desired(TwinId id, String name, Set<PropertyPath> absent) {
    return new Desired(
        id,
        "machine",
        "dtmi:com:example:Machine;1",
        true,
        new TreeMap<>(Map.of(PropertyPath.of("name"), new Value.Text(name))),
        new TreeSet<>(absent),
        new TreeMap<>());
  }

  private static Desired.Link link(String id, TwinId target) {
    return new Desired.Link(MACHINE, "partOf", "partOf", id, target, Map.of(), new TreeSet<>());
  }

  private static Twin twin(TwinId id, String name, String other, Value value) {
    Map<String, Value> properties = Map.of("name", new Value.Text(name), other, value);
    return Diff.whole(
        new Desired(
            id,
            "machine",
            "dtmi:com:example:Machine;1",
            true,
            new TreeMap<>(
                Map.of(
                    PropertyPath.of("name"),
                    properties.getOrDefault("name", value),
                    PropertyPath.of(other),
                    value)),
            new TreeSet<>(),
            new TreeMap<>()),
        Set.of());
  }

  private List<Outcome> write(List<? extends Change> changes) {
    return InFlight.each(List.copyOf(changes), 4, writer::write);
  }
}
