package io.twinfeed.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.shape.SeenRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Specs;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decided of a twin of which only some rows were read. */
class UnreadTest {
  private static final TwinId MACHINE = new TwinId("machine-1");
  private static final PipelineSpec SPEC =
      Specs.spec(
          """
          sources:
            machines: {connection: erp, table: m, columns: [no, code, name, at], key: [no], watermark: at}
            powers: {connection: erp, table: p, columns: [no, code, kw, at], key: [no], watermark: at}
          twins:
            - name: machine
              from: machines
              model: dtmi:com:example:Machine;1
              id: machine-${code}
              properties: {name: "${name}"}
            - name: power
              from: powers
              creates: false
              model: dtmi:com:example:Machine;1
              id: machine-${code}
              properties: {power: "${kw}"}
          sync: {mode: mirror, fullEvery: 1d}
          """);
  private static final int MACHINE_RULE = 0;
  private static final int POWER_RULE = 1;

  private final List<TwinDraft> drafts = new ArrayList<>();
  private final List<Known> kept = new ArrayList<>();
  private final List<Owed> owed = new ArrayList<>();
  private final Tally.Counter counter = new Tally.Counter();

  @Test
  void a_twin_of_which_no_row_came_stays_as_it_is() {
    List<Known> before = recorded(machine("1", "A"), power("7"));

    gather(List.of(), before, List.of());

    assertThat(drafts).isEmpty();
    assertThat(kept).isEqualTo(before);
    assertThat(owed).isEmpty();
    assertThat(counter.take().of("twins.desired")).isZero();
  }

  @Test
  void a_twin_whose_last_row_came_and_says_something_else_is_gone() {
    gather(List.of(), recorded(machine("1", "A")), List.of(new SeenRow("machines", "1")));

    assertThat(drafts).singleElement().satisfies(d -> assertThat(d.gone().twin()).isNotNull());
  }

  @Test
  void a_row_that_was_asked_for_by_name_and_did_not_come_is_gone() {
    new Gathering(SPEC, Specs.MODELS, true)
        .gather(
            List.of(),
            recorded(machine("1", "A")),
            new Held(List.of()),
            new Unread(SPEC, Map.of("machines", List.of("1")), List.of()),
            new Gathering.Into(
                counter, failure -> {}, drafts::add, kept::add, fed -> {}, owed::add));

    assertThat(drafts).singleElement().satisfies(d -> assertThat(d.gone().twin()).isNotNull());
  }

  @Test
  void a_twin_lives_by_the_row_that_was_not_read_and_loses_only_the_other_one() {
    gather(
        List.of(),
        recorded(machine("1", "A"), machine("2", "A")),
        List.of(new SeenRow("machines", "1")));

    assertThat(drafts).isEmpty();
    assertThat(kept)
        .singleElement()
        .satisfies(known -> assertThat(known.parts().get(0).rows()).containsExactly("2"));
  }

  @Test
  void rows_of_which_one_says_something_new_wait_until_all_are_read() {
    List<Known> before = recorded(machine("1", "A"), machine("2", "A"));

    gather(List.of(machine("1", "B")), before, List.of(new SeenRow("machines", "1")));

    assertThat(drafts).isEmpty();
    assertThat(kept).isEqualTo(before);
    assertThat(owed).containsExactly(new Owed(true, MACHINE_RULE, List.of("1", "2"), true));
    assertThat(counter.take().counts())
        .containsEntry("twins.desired", 1L)
        .containsEntry("twins.held", 1L);
  }

  @Test
  void what_is_left_of_rows_that_said_different_things_waits_too() {
    List<Known> before = recorded(machine("1", "A"), machine("2", null));

    gather(List.of(), before, List.of(new SeenRow("machines", "1")));

    assertThat(drafts).isEmpty();
    assertThat(owed).hasSize(1);
  }

  @Test
  void a_changed_row_is_written_and_what_others_add_is_left_alone() {
    gather(
        List.of(machine("1", "B")),
        recorded(machine("1", "A"), power("7")),
        List.of(new SeenRow("machines", "1")));

    assertThat(drafts)
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.twin().values()).containsOnlyKeys(PropertyPath.of("name"));
              assertThat(draft.twin().absent()).isEmpty();
              assertThat(draft.said().twin()).extracting(Part::rule).containsExactly(0, 1);
            });
  }

  @Test
  void the_last_row_that_added_something_takes_it_along() {
    gather(List.of(), recorded(machine("1", "A"), power("7")), List.of(new SeenRow("powers", "7")));

    assertThat(drafts)
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.gone().twin()).isNull();
              assertThat(draft.twin().values()).isEmpty();
              assertThat(draft.twin().absent()).containsExactly(PropertyPath.of("power"));
              assertThat(draft.said().twin()).extracting(Part::rule).containsExactly(MACHINE_RULE);
            });
  }

  private void gather(List<Fragment> fragments, List<Known> known, List<SeenRow> seen) {
    new Gathering(SPEC, Specs.MODELS, true)
        .gather(
            fragments,
            known,
            new Held(List.of()),
            new Unread(SPEC, Map.of("machines", List.of(), "powers", List.of()), seen),
            new Gathering.Into(
                counter, failure -> {}, drafts::add, kept::add, fed -> {}, owed::add));
  }

  private static List<Known> recorded(Fragment... fragments) {
    return List.of(
        new Known.OfTwin(
            MACHINE,
            Standing.CREATED,
            1,
            new PartHashes(SPEC, Specs.MODELS).parts(Arrays.asList(fragments))));
  }

  private static Fragment machine(String row, @Nullable String name) {
    return new Fragment.OfTwin(MACHINE, MACHINE_RULE, row, List.of(new Fed(name, null)));
  }

  private static Fragment power(String row) {
    return new Fragment.OfTwin(MACHINE, POWER_RULE, row, List.of(new Fed(5.0, null)));
  }
}
