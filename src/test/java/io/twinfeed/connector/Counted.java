package io.twinfeed.connector;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** What the runner of a pipeline was told. */
final class Counted {
  private Counted() {}

  /** Counters, and the sums of distributions, by name. */
  static Map<String, Long> of(PipelineResult result) {
    var all =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(DigitalTwinsIO.class))
                    .addNameFilter(
                        MetricNameFilter.named(
                            Metrics.THROTTLE_TIME_NAMESPACE, Metrics.THROTTLE_TIME_COUNTER_NAME))
                    .build());
    Map<String, Long> counted = new HashMap<>();
    all.getCounters()
        .forEach(each -> counted.merge(each.getName().getName(), latest(each), Long::sum));
    all.getDistributions()
        .forEach(each -> counted.merge(each.getName().getName(), latest(each).getSum(), Long::sum));
    return counted;
  }

  // On the Direct runner, what is counted at the end of a bundle is in the committed ones only
  private static <T> T latest(MetricResult<T> result) {
    T committed = result.getCommittedOrNull();
    return committed == null ? result.getAttempted() : committed;
  }
}
