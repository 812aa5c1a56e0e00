package io.twinfeed.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Specs;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rows say now against what is on record. */
class GatheringTest {
  private static final TwinId MACHINE = new TwinId("machine-1");
  private static final PipelineSpec SPEC =
      Specs.spec(
          """
          sources:
            machines: {connection: erp, table: m, columns: [no, code, name], key: [no]}
            powers: {connection: erp, table: p, columns: [no, code, kw], key: [no]}
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
          sync: {mode: mirror}
          """);
  private static final int MACHINE_RULE = 0;
  private static final int POWER_RULE = 1;

  private final List<TwinDraft> drafts = new ArrayList<>();
  private final List<Known> kept = new ArrayList<>();
  private final Tally.Counter counter = new Tally.Counter();

  @Test
  void a_rejected_row_of_a_contributor_holds_what_it_fed() {
    List<Known> before = recorded(Standing.CREATED, machine("1"), power("7"));

    gather(List.of(machine("1")), before, new RejectedRow(true, POWER_RULE, "7"));

    assertThat(drafts).isEmpty();
    assertThat(kept).isEqualTo(before);
    assertThat(counter.take().counts())
        .containsEntry("twins.desired", 1L)
        .containsEntry("twins.held", 1L);
  }

  @Test
  void another_row_that_says_the_same_goes_on_record() {
    gather(List.of(machine("2")), recorded(Standing.CREATED, machine("1")));

    assertThat(drafts).isEmpty();
    assertThat(kept)
        .singleElement()
        .satisfies(
            known -> assertThat(known.parts().get(0).rows()).as("rows").containsExactly("2"));
  }

  @Test
  void a_twin_that_we_made_and_only_a_contributor_has_written_since_is_gone() {
    gather(List.of(power("7")), recorded(Standing.CREATED, power("7")));

    assertThat(drafts)
        .singleElement()
        .satisfies(draft -> assertThat(draft.gone().twin()).isNotNull());
  }

  @Test
  void somebody_elses_twin_keeps_what_contributors_add_when_the_others_leave_it() {
    gather(List.of(power("7")), recorded(Standing.ADOPTED, machine("1"), power("7")));

    assertThat(drafts)
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.gone().twin()).isNull();
              assertThat(draft.twin().values()).containsOnlyKeys(PropertyPath.of("power"));
              assertThat(draft.twin().absent()).containsExactly(PropertyPath.of("name"));
            });
  }

  private void gather(List<Fragment> fragments, List<Known> known, RejectedRow... rejected) {
    new Gathering(SPEC, Specs.MODELS, true)
        .gather(
            fragments,
            known,
            new Held(List.of(rejected)),
            Unread.nothing(SPEC),
            new Gathering.Into(
                counter, failure -> {}, drafts::add, kept::add, fed -> {}, owed -> {}));
  }

  private static List<Known> recorded(Standing standing, Fragment... fragments) {
    return List.of(
        new Known.OfTwin(
            MACHINE, standing, 1, new PartHashes(SPEC, Specs.MODELS).parts(List.of(fragments))));
  }

  private static Fragment machine(String row) {
    return new Fragment.OfTwin(MACHINE, MACHINE_RULE, row, List.of(new Fed("A", null)));
  }

  private static Fragment power(String row) {
    return new Fragment.OfTwin(MACHINE, POWER_RULE, row, List.of(new Fed(5.0, null)));
  }
}
