package io.twinfeed.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.flink.core.execution.JobClient;

/**
 * How far a job on a cluster is: of tasks that have ended, Beam's counters, which Flink keeps; of
 * those that run, the figures that they show. Some seconds old, since Flink collects both at
 * intervals. Safe for several threads.
 */
final class ClusterProgress {
  private static final String GROUP = StageMetrics.NAMESPACE + ".";
  private static final String COUNTERS = "__metricscontainers";
  // A cluster has other things to do than to be asked
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final FlinkCluster cluster;
  private final JobClient client;
  private final String job;
  private Map<String, Long> figures = Map.of();
  private LiveRun.Phase phase = LiveRun.Phase.BEGINNING;
  private long asked = System.nanoTime() - BETWEEN.toNanos();

  ClusterProgress(FlinkCluster cluster, JobClient client) {
    this.cluster = cluster;
    this.client = client;
    this.job = client.getJobID().toHexString();
  }

  /**
   * @throws io.twinfeed.issue.TwinfeedException if the cluster can't be asked
   */
  synchronized Glimpse look() {
    long now = System.nanoTime();
    if (now - asked >= BETWEEN.toNanos()) {
      asked = now;
      figures = ask();
      LiveRun.Phase reached = reached();
      phase = reached.compareTo(phase) > 0 ? reached : phase;
    }
    long settled = of(LiveRun.SETTLED);
    return new Glimpse(
        phase,
        rows(),
        of("twins.desired"),
        Math.max(of(LiveRun.PLANNED), settled),
        settled,
        of(LiveRun.REFUSED),
        Map.of());
  }

  /** What was counted when it was looked at last, under the names of a run's own counts. */
  synchronized Tally tally() {
    Map<String, Long> counts = new TreeMap<>();
    figures.forEach(
        (name, count) -> {
          if (count != 0 && LiveRun.isOfRun(name)) {
            counts.put(name, count);
          }
        });
    return new Tally(new TreeMap<>(counts));
  }

  private LiveRun.Phase reached() {
    if (of(LiveRun.SETTLED) > 0) {
      return LiveRun.Phase.WRITING;
    }
    if (of("twins.desired") > 0) {
      return LiveRun.Phase.PLANNING;
    }
    return rows() > 0 ? LiveRun.Phase.READING : LiveRun.Phase.BEGINNING;
  }

  private long rows() {
    long rows = 0;
    for (Map.Entry<String, Long> each : figures.entrySet()) {
      if (each.getKey().startsWith("sources.") && each.getKey().endsWith(".rows")) {
        rows += each.getValue();
      }
    }
    return rows;
  }

  private long of(String name) {
    return figures.getOrDefault(name, 0L);
  }

  private Map<String, Long> ask() {
    Map<String, Long> now = ended();
    for (JsonNode task : cluster.job(job).path("vertices")) {
      if (task.path("status").asText().equals("RUNNING")) {
        String id = task.path("id").asText();
        String names = names(cluster.metrics(job, id));
        if (!names.isEmpty()) {
          for (JsonNode metric : cluster.sums(job, id, names)) {
            String name = metric.path("id").asText().substring(GROUP.length());
            now.merge(name, metric.path("sum").asLong(), Long::sum);
          }
        }
      }
    }
    return now;
  }

  private static String names(JsonNode metrics) {
    StringBuilder names = new StringBuilder();
    for (JsonNode metric : metrics) {
      String name = metric.path("id").asText();
      if (name.startsWith(GROUP)) {
        names.append(names.isEmpty() ? "" : ",").append(name);
      }
    }
    return names.toString();
  }

  private Map<String, Long> ended() {
    Map<String, Long> counts = new HashMap<>();
    try {
      Object counters = client.getAccumulators().get(5, TimeUnit.SECONDS).get(COUNTERS);
      if (counters instanceof MetricsContainerStepMap steps) {
        for (MetricResult<Long> counter :
            MetricsContainerStepMap.asAttemptedOnlyMetricResults(steps)
                .queryMetrics(MetricsFilter.builder().build())
                .getCounters()) {
          if (counter.getName().getNamespace().equals(StageMetrics.NAMESPACE)) {
            counts.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What has ended is looked up the next time
    }
    return counts;
  }
}
