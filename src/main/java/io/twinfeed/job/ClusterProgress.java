package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
  private static final String COUNTERS = "__metricscontainers";
  // A cluster has other things to do than to be asked
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  // Of a run that was cancelled: it has to be over within 5 s
  private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

  private final FlinkCluster cluster;
  private final JobClient client;
  private volatile LiveRun seen = LiveRun.unseen();
  private long asked = System.nanoTime() - BETWEEN.toNanos();

  ClusterProgress(FlinkCluster cluster, JobClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  /**
   * @throws TwinfeedException if the cluster can't be asked
   */
  synchronized Glimpse look() {
    long now = System.nanoTime();
    if (now - asked >= BETWEEN.toNanos()) {
      asked = now;
      seen = ask(seen.phase());
    }
    return Glimpse.of(seen, Map.of());
  }

  /**
   * What was counted, under the names of a run's own counts: what was seen last, and what a job
   * that has ended tells beyond that. It no longer tells all that it had shown.
   */
  Tally tally() {
    Tally last = seen.tally();
    CompletableFuture<Tally> now =
        CompletableFuture.supplyAsync(this::ask).thenApply(LiveRun::tally);
    try {
      return last.orMore(now.get(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last;
    } catch (ExecutionException | TimeoutException e) {
      return last;
    }
  }

  private LiveRun ask() {
    return ask(seen.phase());
  }

  private LiveRun ask(LiveRun.Phase before) {
    LiveRun now = LiveRun.unseen();
    addEnded(now);
    cluster.figures(client.getJobID().toHexString(), StageMetrics.NAMESPACE).forEach(now::add);
    // A task that has just ended shows nothing any more, and is not among the ended ones yet
    now.add(LiveRun.PLANNED, Math.max(0, now.of(LiveRun.SETTLED) - now.of(LiveRun.PLANNED)));
    now.reach(before);
    now.reach(reached(Glimpse.of(now, Map.of())));
    return now;
  }

  private static LiveRun.Phase reached(Glimpse now) {
    if (now.settled() > 0) {
      return LiveRun.Phase.WRITING;
    }
    if (now.compared() > 0) {
      return LiveRun.Phase.PLANNING;
    }
    return now.rows() > 0 ? LiveRun.Phase.READING : LiveRun.Phase.BEGINNING;
  }

  private void addEnded(LiveRun into) {
    try {
      Object counters = client.getAccumulators().get(5, TimeUnit.SECONDS).get(COUNTERS);
      if (counters instanceof MetricsContainerStepMap steps) {
        for (MetricResult<Long> counter :
            MetricsContainerStepMap.asAttemptedOnlyMetricResults(steps)
                .queryMetrics(MetricsFilter.builder().build())
                .getCounters()) {
          if (counter.getName().getNamespace().equals(StageMetrics.NAMESPACE)) {
            into.add(counter.getName().getName(), counter.getAttempted());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What has ended is looked up the next time
    }
  }
}
