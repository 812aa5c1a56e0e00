package io.twinfeed.job;

import io.twinfeed.cluster.FlinkCluster;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;

/** Finds in a runner's exception why the run failed. */
final class Causes {
  private static final int DEEPEST = 50;

  private Causes() {}

  /** What to tell; null if it is a defect of ours. */
  static @Nullable TwinfeedException of(Throwable failure) {
    TwinfeedException byType = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof TwinfeedException ours) {
        return ours;
      }
      if (cause instanceof SQLException sql && byType == null) {
        byType =
            new TwinfeedException(
                Kind.SOURCE,
                "reading the sources failed: " + firstLine(sql),
                "nothing was written; run again",
                failure);
      }
      if (cause instanceof OutOfMemoryError memory) {
        return new TwinfeedException(
            Kind.UNEXPECTED, "memory is used up: " + firstLine(memory), Memory.cure(), failure);
      }
      if (cause instanceof IOException io && byType == null && isDiskFull(io)) {
        byType = unwritable(io);
      }
      cause = below(cause);
    }
    return byType;
  }

  /** Of a file of the run, or of its state. */
  static TwinfeedException unwritable(IOException cause) {
    return new TwinfeedException(
        Kind.UNEXPECTED,
        "the run's files can't be written: " + firstLine(cause),
        "make room, and run again: what this run has written to the graph is found there",
        cause);
  }

  /** What to tell of a job that a cluster has failed. */
  static TwinfeedException of(Throwable failure, FlinkCluster cluster) {
    TwinfeedException known = of(failure);
    if (known != null) {
      return known;
    }
    Throwable deepest = failure;
    Throwable next = failure;
    for (int depth = 0; next != null && depth < DEEPEST; depth++) {
      if (next instanceof NoResourceAvailableException) {
        return new TwinfeedException(
            Kind.UNEXPECTED,
            "the Flink cluster at %s had too few task slots for the job, and got no more"
                .formatted(cluster.address()),
            "start more TaskManagers, or take a lower parallelism: in the runner configuration",
            failure);
      }
      deepest = next;
      next = below(next);
    }
    return new TwinfeedException(
        Kind.UNEXPECTED,
        "the job failed on the Flink cluster at %s: %s"
            .formatted(
                cluster.address(), deepest.getClass().getSimpleName() + ": " + firstLine(deepest)),
        "its page and the logs of its workers say more; run again: what this run has written to the"
            + " graph is found there",
        failure);
  }

  // What comes from another process is packed up, class by class, in case that we do not know it
  private static @Nullable Throwable below(Throwable throwable) {
    Throwable cause = throwable.getCause();
    return cause instanceof SerializedThrowable packed
        ? packed.deserializeError(Causes.class.getClassLoader())
        : cause;
  }

  private static boolean isDiskFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left");
  }

  private static String firstLine(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).strip();
    return text.lines().findFirst().orElse(text).replaceFirst("^(ERROR|FATAL): ", "");
  }
}
