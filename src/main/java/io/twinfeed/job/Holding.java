package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.snapshot.Lease;
import java.time.Duration;
import java.util.List;

/**
 * A lease that is renewed until it is given back. A run that has lost it ends as if it were
 * cancelled, and says why.
 *
 * @param watching whether it is renewed in time, since that may hang
 */
record Holding(Lease lease, Heart renewing, Heart watching) implements AutoCloseable {
  /** In which a run that has lost its lease notices, and has ended. */
  static final Duration LOSS = Lease.RENEWED.plusSeconds(5);

  private static final Duration LOOKED_AT = Duration.ofSeconds(1);

  static Holding of(Lease lease, Course course) {
    return of(lease, course, Lease.RENEWED);
  }

  /**
   * @param between how often it is renewed
   */
  static Holding of(Lease lease, Course course, Duration between) {
    return new Holding(
        lease,
        new Heart("lease", between, () -> orEnd(lease::renew, course)),
        new Heart("lease watch", LOOKED_AT, () -> orEnd(lease::requireRenewed, course)));
  }

  private static void orEnd(Runnable check, Course course) {
    try {
      check.run();
    } catch (TwinfeedException e) {
      course.end(e);
    }
  }

  /**
   * @param warnings takes whether it was left behind
   */
  void tellOfLoss(List<String> warnings) {
    String before = lease.before();
    if (before != null) {
      warnings.add("%s has left its lease behind: nobody renewed it".formatted(before));
    }
  }

  @Override
  public void close() {
    watching.close();
    renewing.close();
    lease.close();
  }
}
