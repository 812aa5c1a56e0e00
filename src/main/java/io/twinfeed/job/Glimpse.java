package io.twinfeed.job;

import io.twinfeed.flow.LiveRun;
import io.twinfeed.pace.Limiter.Use;
import io.twinfeed.pace.Operation;
import java.util.Map;

/**
 * What can be seen of a run at one moment, in this process.
 *
 * @param rows that were read
 * @param compared twins that were held against what is on record, or against the graph
 * @param planned changes to be made; all of them, once the phase is {@link LiveRun.Phase#WRITING}
 * @param settled of these, those that are done or were refused
 * @param refused of these, those that were refused
 * @param calls what was sent of each operation, and how fast it may be
 */
public record Glimpse(
    LiveRun.Phase phase,
    long rows,
    long compared,
    long planned,
    long settled,
    long refused,
    Map<Operation, Use> calls) {
  /** Before a pipeline has begun. */
  static final Glimpse NOTHING = new Glimpse(LiveRun.Phase.BEGINNING, 0, 0, 0, 0, 0, Map.of());

  public Glimpse {
    calls = Map.copyOf(calls);
  }

  static Glimpse of(LiveRun run, Map<Operation, Use> calls) {
    // First: what is planned is all of it only then
    LiveRun.Phase phase = run.phase();
    return new Glimpse(
        phase,
        run.sum("sources.", ".rows"),
        run.of("twins.desired"),
        run.of(LiveRun.PLANNED),
        run.of(LiveRun.SETTLED),
        run.of(LiveRun.REFUSED),
        calls);
  }
}
