package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/**
 * A job on a Flink cluster, seen from the process that has submitted it. As long as that lives, it
 * says so; the cluster ends a job of which it has heard nothing for {@link #ALIVE_FOR}.
 */
final class ClusterJob implements RunningJob {
  static final Duration ALIVE_FOR = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final FlinkCluster cluster;
  private final JobClient client;
  private final BooleanSupplier isWanted;
  private final ClusterProgress progress;
  private final Heart heart;

  /**
   * @param isWanted whether it is to go on: one that can't be cancelled ends by itself if nobody
   *     says that its client lives
   */
  ClusterJob(FlinkCluster cluster, JobClient client, BooleanSupplier isWanted) {
    this.cluster = cluster;
    this.client = client;
    this.isWanted = isWanted;
    this.progress = new ClusterProgress(cluster, client);
    this.heart = new Heart("flink heartbeat", BETWEEN, this::beat);
  }

  private void beat() {
    if (isWanted.getAsBoolean()) {
      // A cluster that is gone fails the run itself
      cluster.heartbeat(client.getJobID().toHexString(), ALIVE_FOR);
    }
  }

  @Override
  public void breakOff() throws ExecutionException, InterruptedException {
    client.cancel().get();
  }

  @Override
  public @Nullable Glimpse look() {
    try {
      return progress.look();
    } catch (TwinfeedException e) {
      return null; // the display goes on with what it has
    }
  }

  @Override
  public Tally counted() {
    return progress.tally();
  }

  @Override
  public void close() {
    heart.close();
  }
}
