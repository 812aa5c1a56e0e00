package io.twinfeed.flow;

import org.apache.beam.sdk.metrics.Metrics;

/**
 * What a stage tells its runner, as Beam's metrics of the namespace {@code twinfeed}. To be used on
 * the thread of a DoFn alone: what is counted on another one is lost.
 */
public final class StageMetrics {
  /** The name of Beam that these metrics are in, and of the group that Flink shows figures in. */
  public static final String NAMESPACE = "twinfeed";

  private StageMetrics() {}

  /** Adds counts to the counters of their names. */
  public static void count(Tally tally) {
    tally.counts().forEach((name, count) -> Metrics.counter(NAMESPACE, name).inc(count));
  }

  /** Adds to the counter of a name. */
  public static void count(String name, long count) {
    if (count != 0) {
      Metrics.counter(NAMESPACE, name).inc(count);
    }
  }

  /**
   * Adds to a distribution.
   *
   * @param sum of so many values, of which these are the least and the greatest
   */
  public static void distribute(String name, long count, long sum, long min, long max) {
    if (count > 0) {
      Metrics.distribution(NAMESPACE, name).update(sum, count, min, max);
    }
  }

  /** Adds one value to a distribution. */
  public static void distribute(String name, long value) {
    Metrics.distribution(NAMESPACE, name).update(value);
  }
}
