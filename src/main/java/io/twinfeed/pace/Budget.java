package io.twinfeed.pace;

/**
 * A budget of requests per second, as the time at which the next one is due (GCRA): never more than
 * {@code rate * t + burst} in any time t. Taking may run into debt, which is a wait. When the
 * service throttles, the rate is halved, and comes back by a twentieth of the limit a second. One
 * without a limit gets one when it is throttled, what was sent lately, and is free of it again
 * after some time. Times are nanoseconds of one steady clock. Not for several threads.
 */
final class Budget {
  private static final double SECOND = 1e9;
  // The service's own buckets hold a second's worth; three quarters of it are left for requests
  // that were spread when they were sent and are bunched when they arrive
  private static final double BURST_SECONDS = 0.25;
  private static final double SLOWEST = 0.05;
  // The service counts by the second: what is refused in the second after a slow-down may be
  // refused for what went before it
  private static final long ONE_SLOW_DOWN_IN_NANOS = 1_000_000_000;
  private static final double RECOVERY_PER_SECOND = 0.05;
  // Where nobody has said what the limit is, more is tried sooner
  private static final double UNLIMITED_RECOVERY_PER_SECOND = 0.25;
  // An unlimited budget that was throttled is free again once it has grown to so many times of what
  // was too much
  private static final double FREE_AT = 4;
  private static final double LEAST_MEASURED = 10;

  private final boolean limited;
  private double limit;
  private double factor = 1;
  private long slowed = Long.MIN_VALUE;
  // When the bucket would be full again; below now if it is
  private double due = Double.NEGATIVE_INFINITY;
  private long pausedUntil = Long.MIN_VALUE;
  private final Measured measured = new Measured();

  /**
   * @param limit requests per second; infinite for no limit
   */
  Budget(double limit) {
    this.limit = limit;
    this.limited = !Double.isInfinite(limit);
  }

  /** How long until one may go, if it were taken now. */
  Wait ask(long now) {
    double wait = due - tolerance(now) - now;
    if (wait <= 0 && pausedUntil <= now) {
      return Wait.NONE;
    }
    long asked = pausedUntil <= now ? 0 : pausedUntil - now;
    return new Wait(Math.max(asked, (long) Math.ceil(wait)), asked);
  }

  /** Takes one, and says when it may go. */
  Wait take(long now) {
    Wait wait = ask(now);
    measured.count(now);
    double rate = rate(now);
    due = Double.isInfinite(rate) ? due : Math.max(due, (double) now) + SECOND / rate;
    return wait;
  }

  /**
   * The service refused one for now.
   *
   * @param sent when; one that was sent before the last slow-down, or in the second after it, says
   *     nothing new
   */
  void slow(long sent, long now) {
    if (slowed != Long.MIN_VALUE && sent < slowed + ONE_SLOW_DOWN_IN_NANOS) {
      return;
    }
    if (Double.isInfinite(limit)) {
      limit = Math.max(LEAST_MEASURED, measured.rate(now));
      factor = 1;
    }
    factor = Math.max(SLOWEST, factor(now) / 2);
    slowed = now;
  }

  /** Lets nothing go before a time, and then only one after the other. */
  void pause(long until, long now) {
    pausedUntil = Math.max(pausedUntil, until);
    if (!Double.isInfinite(rate(now))) {
      due = Math.max(due, until + tolerance(until));
    }
  }

  /** Requests per second now. */
  double rate(long now) {
    double current = factor(now);
    if (!limited && !Double.isInfinite(limit) && current >= FREE_AT) {
      limit = Double.POSITIVE_INFINITY;
      due = Double.NEGATIVE_INFINITY;
      factor = 1;
      slowed = Long.MIN_VALUE;
    }
    return limit * (limited ? Math.min(1, current) : current);
  }

  /** Whether it is like a new one. */
  boolean isUntouched(long now) {
    return due <= now && pausedUntil <= now && factor(now) >= 1;
  }

  private double factor(long now) {
    return slowed == Long.MIN_VALUE
        ? factor
        : factor
            + (now - slowed)
                / SECOND
                * (limited ? RECOVERY_PER_SECOND : UNLIMITED_RECOVERY_PER_SECOND);
  }

  // How far ahead of its time a request may go
  private double tolerance(long now) {
    double rate = rate(now);
    return Double.isInfinite(rate)
        ? 0
        : Math.max(0, (Math.max(1, limit * BURST_SECONDS) - 1) / rate * SECOND);
  }

  /** How many went in the last second or two. */
  private static final class Measured {
    // In seconds; what is counted over less is chance
    private static final double SHORTEST = 0.1;

    private long since = Long.MIN_VALUE;
    private long count;
    private double before;

    void count(long now) {
      if (since == Long.MIN_VALUE) {
        since = now;
      }
      if (now - since >= SECOND) {
        before = rate(now);
        since = now;
        count = 0;
      }
      count++;
    }

    double rate(long now) {
      return since == Long.MIN_VALUE
          ? 0
          : Math.max(before, count / Math.max(SHORTEST, (now - since) / SECOND));
    }
  }
}
