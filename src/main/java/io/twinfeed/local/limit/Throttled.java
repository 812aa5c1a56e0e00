package io.twinfeed.local.limit;

import java.time.Duration;

/**
 * A request that comes too early; nothing was done. No stack trace, because it is an answer and not
 * a fault.
 */
public final class Throttled extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Whose limit it was; each answers in a shape of its own (adt-service.md §2.3). */
  public enum Limit {
    /** Of a class of requests, before the service sees them. */
    GATEWAY,
    TWIN,
    QUERY_UNITS
  }

  private final Limit limit;
  private final long seconds;

  Throttled(Limit limit, Duration wait) {
    super(limit + ": " + wait, null, false, false);
    this.limit = limit;
    this.seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }

  /** There is no room for this request now. */
  public static Throttled full() {
    return new Throttled(Limit.GATEWAY, Duration.ofSeconds(1));
  }

  public Limit limit() {
    return limit;
  }

  /** How long to wait, in whole seconds: at least one, and never too short. */
  public long retryAfterSeconds() {
    return seconds;
  }
}
