package io.twinfeed.plan;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;

/** What a stage counts of the calls that it has made. */
public final class CallCounts {
  private CallCounts() {}

  /**
   * Takes those since the last time; on the thread of a DoFn.
   *
   * @param live takes how long they took: it is told of the rest by whoever asks
   */
  public static Tally take(TwinStore store, LiveRun live) {
    TwinStore.Calls calls = store.takeCalls();
    TwinStore.Times times = calls.times();
    StageMetrics.distribute(LiveRun.MILLIS, times.count(), times.sum(), times.min(), times.max());
    live.add(LiveRun.MILLIS, times.sum());
    Tally.Counter counter = new Tally.Counter();
    counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis(), calls.pacedMillis());
    return counter.take();
  }
}
