package io.twinfeed.connector;

import io.twinfeed.adt.TwinStore;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * What a worker tells its runner of the calls that it makes. To be used on the thread of a DoFn
 * alone: what is counted on another one is lost.
 */
final class CallMetrics {
  // The name by which runners know that a worker waits, and does not need others beside it
  private static final Counter THROTTLED =
      Metrics.counter(Metrics.THROTTLE_TIME_NAMESPACE, Metrics.THROTTLE_TIME_COUNTER_NAME);
  private static final Counter RETRIES = counter("calls_repeated");
  private static final Counter FAILED = counter("mutations_failed");
  private static final Distribution BATCH = distribution("batch_size");
  private static final Distribution MILLIS = distribution("mutation_millis");

  private final TwinStore store;

  CallMetrics(TwinStore store) {
    this.store = store;
  }

  void batch(int size) {
    BATCH.update(size);
  }

  void settled(Outcome outcome, long nanos) {
    MILLIS.update(TimeUnit.NANOSECONDS.toMillis(nanos));
    if (outcome instanceof Outcome.Done done) {
      counter("mutations_" + done.effect().word()).inc();
    } else {
      FAILED.inc();
    }
  }

  /** Of calls that are made one after the other: waits are time that has passed. */
  void pageRead() {
    TwinStore.Calls calls = store.takeCalls();
    count(calls, calls.throttledMillis() + calls.pacedMillis());
  }

  /**
   * Counts the calls since the last time.
   *
   * @param throttledMillis how long nothing else could be done meanwhile
   */
  void calls(long throttledMillis) {
    count(store.takeCalls(), throttledMillis);
  }

  private static void count(TwinStore.Calls calls, long throttledMillis) {
    calls.byStatus().forEach((status, count) -> counter("calls_" + status).inc(count));
    RETRIES.inc(calls.retries());
    THROTTLED.inc(throttledMillis);
  }

  private static Counter counter(String name) {
    return Metrics.counter(DigitalTwinsIO.class, name);
  }

  private static Distribution distribution(String name) {
    return Metrics.distribution(DigitalTwinsIO.class, name);
  }
}
