package io.twinfeed.adt;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long requests take. Safe for several threads. */
final class CallTimes {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final AtomicLong count = new AtomicLong();
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator min = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  void add(long nanos) {
    long millis = Math.max(0, nanos) / NANOS_PER_MILLI;
    sum.add(millis);
    min.accumulate(millis);
    max.accumulate(millis);
    count.incrementAndGet(); // last: who sees it sees its time, too
  }

  /** Of those since the last call. One that is added meanwhile may be seen in part. */
  TwinStore.Times take() {
    long taken = count.getAndSet(0);
    return taken == 0
        ? TwinStore.Times.NONE
        : new TwinStore.Times(
            taken, sum.sumThenReset(), Math.min(min.getThenReset(), max.get()), max.getThenReset());
  }
}
