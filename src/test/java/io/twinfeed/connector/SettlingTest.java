package io.twinfeed.connector;

import static io.twinfeed.connector.Plant.feeds;
import static io.twinfeed.connector.Plant.pump;
import static io.twinfeed.connector.Plant.remove;
import static io.twinfeed.connector.Plant.set;
import static io.twinfeed.connector.Plant.text;
import static io.twinfeed.connector.Plant.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.adt.MemoryTwinStore;
import io.twinfeed.adt.Reply;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final TwinId A = new TwinId("a");

  private final MemoryTwinStore store = new MemoryTwinStore();
  private final Settling settling = new Settling(store);

  @Test
  void a_refused_twin_is_a_failure_with_its_reason_and_cure() {
    store.answer(
        "put a"::equals, new Reply.Refused<>(400, "ValidationFailed", "no number", 2, false));

    assertThat(settle(upsert("a", "x")))
        .isEqualTo(
            new Outcome.Failed(
                "TWIN-400",
                "twin a: the service says ValidationFailed: no number",
                "compare it with the model in the service",
                2));
  }

  @Test
  void a_service_that_is_gone_is_no_failure_of_one_mutation() {
    store.answer("put a"::equals, new Reply.Lost<>("Connection refused"));

    assertThatThrownBy(() -> settling.settle(upsert("a", "x")).join())
        .rootCause()
        .hasMessage("the twin service can't be reached: Connection refused");
    store.answer("put a"::equals, new Reply.Refused<>(403, "HTTP-403", "no"));
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> settling.settle(upsert("a", "x")).join())
        .havingCause()
        .isInstanceOf(TwinfeedException.class)
        .withMessage(
            "DigitalTwinsIO: the twin service does not let us (403 while reading twin a); give this"
                + " identity the role Azure Digital Twins Data Owner");
  }

  @Test
  void an_id_that_no_service_takes_is_not_sent() {
    assertThat(settle(new Mutation.DeleteTwin(new TwinId("a/b"))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("ROW-ID-ILLEGAL");
              assertThat(failed.message()).startsWith("twin a/b: an id contains '/'");
            });
    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "b c"))))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(settle(new Mutation.DeleteRelationship(A, ""))).isInstanceOf(Outcome.Failed.class);
    assertThat(store.calls).isEmpty();
  }

  @Test
  void a_relationship_whose_ends_are_not_there_says_which() {
    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "b"))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("REL-404");
              assertThat(failed.hint()).startsWith("write the source twin first");
            });
    store.put(pump("a", Map.of()));
    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "b"))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.hint()).startsWith("write the target twin first"));
  }

  @Test
  void a_relationship_that_is_there_with_another_target_is_refused() {
    store.put(feeds("a", "r", "b"));
    store.put(pump("a", Map.of()));
    store.put(pump("c", Map.of()));

    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "c"))))
        .isEqualTo(
            new Outcome.Failed(
                "REL-412",
                "relationship r of twin a: it is there already, as feeds to b",
                "delete it first, or make name and target a part of the id",
                1));
  }

  @Test
  void what_is_patched_has_to_be_there() {
    assertThat(settle(new Mutation.PatchTwin(A, set("/name", text("x")))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("TWIN-404");
              assertThat(failed.hint()).contains("an upsert makes it");
            });
    assertThat(settle(new Mutation.PatchRelationship(A, "r", set("/note", text("x")))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("REL-404"));
    assertThat(settle(new Mutation.PatchTwin(A, remove("/name"))))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void a_twin_that_keeps_changing_is_given_up_in_the_end() {
    store.put(new Twin(A, "dtmi:old;1", Map.of(), Map.of("plate", Map.of()), Map.of(), null));
    for (int i = 0; i < 10; i++) {
      store.answer(
          line -> line.startsWith("patch a"), new Reply.Refused<>(412, "PreconditionFailed", "no"));
    }

    assertThat(settle(upsert("a", "x")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("TWIN-412");
              assertThat(failed.hint()).startsWith("something else keeps changing it");
            });
  }

  @Test
  void a_twin_is_made_once_and_then_patched_where_it_differs() {
    assertThat(settle(upsert("a", "x"))).isEqualTo(new Outcome.Done(Effect.CREATED));
    assertThat(settle(upsert("a", "x"))).isEqualTo(new Outcome.Done(Effect.UNCHANGED));
    settle(new Mutation.PatchTwin(A, set("/temperature", Value.Num.of(61.5))));
    store.calls.clear();

    assertThat(settle(upsert("a", "y"))).isEqualTo(new Outcome.Done(Effect.PATCHED));
    assertThat(store.calls).containsExactly("put a", "get a", "patch a [/name]");
    assertThat(store.twins.get(A).properties())
        .containsEntry("name", text("y"))
        .containsEntry("temperature", Value.Num.of(61.5));
  }

  @Test
  void a_twin_that_an_attempt_without_an_answer_has_made_is_created() {
    store.put(pump("a", Map.of("name", text("x"))));
    store.answer("put a"::equals, new Reply.Refused<>(412, "PreconditionFailed", "no", 2, true));

    assertThat(settle(upsert("a", "x"))).isEqualTo(new Outcome.Done(Effect.CREATED));
  }

  @Test
  void a_twin_that_goes_between_two_looks_is_made() {
    store.put(pump("a", Map.of()));
    store.answer("get a"::equals, new Reply.Refused<>(404, "DigitalTwinNotFound", "gone"));

    assertThat(settle(upsert("a", "x"))).isEqualTo(new Outcome.Done(Effect.PATCHED));
    assertThat(store.calls).startsWith("put a", "get a", "put a");
  }

  @Test
  void to_take_away_what_is_gone_is_done() {
    store.put(pump("a", Map.of("name", text("x"))));
    Patch both =
        new Patch(
            List.of(
                new Patch.Remove("/temperature"),
                new Patch.Remove("/name"),
                new Patch.Remove("/plate/serial")));

    assertThat(settle(new Mutation.PatchTwin(A, both))).isEqualTo(new Outcome.Done(Effect.PATCHED));
    assertThat(settle(new Mutation.PatchTwin(A, both)))
        .isEqualTo(new Outcome.Done(Effect.UNCHANGED));
    assertThat(store.twins.get(A).properties()).isEmpty();
    store.put(feeds("a", "r", "b"));
    assertThat(settle(new Mutation.PatchRelationship(A, "r", remove("/note"))))
        .isEqualTo(new Outcome.Done(Effect.UNCHANGED));
  }

  @Test
  void what_is_deleted_twice_is_gone() {
    store.put(pump("a", Map.of()));
    store.put(feeds("a", "r", "b"));

    assertThat(settle(new Mutation.DeleteRelationship(A, "r")))
        .isEqualTo(new Outcome.Done(Effect.DELETED));
    assertThat(settle(new Mutation.DeleteRelationship(A, "r", new TwinId("b"))))
        .isEqualTo(new Outcome.Done(Effect.UNCHANGED));
    assertThat(settle(new Mutation.DeleteTwin(A))).isEqualTo(new Outcome.Done(Effect.DELETED));
    assertThat(settle(new Mutation.DeleteTwin(A))).isEqualTo(new Outcome.Done(Effect.UNCHANGED));
  }

  @Test
  void a_relationship_is_made_once_and_then_patched_where_it_differs() {
    store.put(pump("a", Map.of()));
    store.put(pump("b", Map.of()));
    Relationship noted =
        new Relationship(A, "r", "feeds", new TwinId("b"), Map.of("note", text("n")), null);

    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "b"))))
        .isEqualTo(new Outcome.Done(Effect.CREATED));
    assertThat(settle(new Mutation.UpsertRelationship(feeds("a", "r", "b"))))
        .isEqualTo(new Outcome.Done(Effect.UNCHANGED));
    assertThat(settle(new Mutation.UpsertRelationship(noted)))
        .isEqualTo(new Outcome.Done(Effect.PATCHED));
    assertThat(store.links.get("a/r").properties()).containsEntry("note", text("n"));
  }

  private Outcome settle(Mutation mutation) {
    return settling.settle(mutation).join();
  }
}
