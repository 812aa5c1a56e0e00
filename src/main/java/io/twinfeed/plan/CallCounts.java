package io.twinfeed.plan;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;

/** What a stage counts of the calls that it has made. */
public final class CallCounts {
  private CallCounts() {}

  /** Takes those since the last time; on the thread of a DoFn. */
  public static Tally take(TwinStore store) {
    TwinStore.Calls calls = store.takeCalls();
    TwinStore.Times times = calls.times();
    StageMetrics.distribute("calls.millis", times.count(), times.sum(), times.min(), times.max());
    Tally.Counter counter = new Tally.Counter();
    counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis(), calls.pacedMillis());
    return counter.take();
  }
}
