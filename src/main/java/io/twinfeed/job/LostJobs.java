package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.time.Duration;
import java.util.List;

/** What clients that were lost have left behind on a cluster. */
final class LostJobs {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private LostJobs() {}

  /**
   * Cancels jobs, and waits until they have ended.
   *
   * @param names how their names begin
   * @param warnings takes what a person should know
   * @param course of the run that waits for it
   */
  static void end(FlinkCluster cluster, String names, List<String> warnings, Course course) {
    List<FlinkCluster.Job> left = cluster.running(names);
    for (FlinkCluster.Job job : left) {
      warnings.add(
          "the job %s of an earlier run, whose client was lost, was cancelled".formatted(job.id()));
      cluster.cancel(job.id());
    }
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new TwinfeedException(
            Kind.STATE,
            "the job %s of an earlier run does not end".formatted(left.get(0).id()),
            "look at it on the cluster's page, %s".formatted(cluster.address()));
      }
      course.pause(BETWEEN);
      left = cluster.running(names);
    }
  }
}
