package io.twinfeed.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.flow.LiveRun.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class LiveRunTest {
  private final PipelineOptions options = PipelineOptionsFactory.create();
  private final LiveRun run = LiveRun.begin("run", options);

  @Test
  void a_run_that_was_stopped_does_not_go_on() {
    run.requireGoing();
    run.stop();

    assertThatThrownBy(run::requireGoing).isInstanceOf(CancellationException.class);
  }

  @Test
  void the_stages_find_it_by_their_options_until_it_ends() {
    assertThat(LiveRun.of(options)).isSameAs(run);
    run.end();

    assertThat(LiveRun.of(options)).isNotSameAs(run);
  }

  @Test
  void two_runs_of_one_name_are_two() {
    LiveRun other = LiveRun.begin("run", PipelineOptionsFactory.create());

    assertThat(LiveRun.of(options)).isSameAs(run);
    other.end();
    run.end();
  }

  @Test
  void what_only_progress_needs_is_not_in_the_counts() {
    run.add(LiveRun.PLANNED, 5);
    run.add("twins.created", 2);
    run.add("twins.updated", 0);
    run.add(new Tally(new TreeMap<>(Map.of("twins.created", 1L))));

    assertThat(run.tally().counts()).isEqualTo(Map.of("twins.created", 3L));
    assertThat(run.of(LiveRun.PLANNED)).isEqualTo(5);
  }

  @Test
  void it_does_not_go_back_to_a_phase() {
    run.reach(Phase.WRITING);
    run.reach(Phase.READING);

    assertThat(run.phase()).isEqualTo(Phase.WRITING);
  }

  @Test
  void it_is_quiet_once_all_that_has_begun_has_ended() throws InterruptedException {
    run.begins();
    run.begins();
    run.ends();
    assertThat(run.awaitQuiet(Duration.ZERO)).isFalse();

    Thread last = new Thread(run::ends);
    last.start();
    assertThat(run.awaitQuiet(Duration.ofMinutes(1))).isTrue();
    last.join();
  }
}
