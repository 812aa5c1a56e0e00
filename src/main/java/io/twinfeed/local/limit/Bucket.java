package io.twinfeed.local.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: full at first, filled at a steady rate. It can be in debt, where the price of
 * something is known only afterwards. Not for several threads at once.
 */
final class Bucket {
  private static final double NANOS = 1e9;

  private final double capacity;
  private final double perSecond;
  private double tokens;
  private Instant filled;

  Bucket(double capacity, double perSecond, Instant now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
    this.filled = now;
  }

  /** How long until one token is there; zero if it is. */
  Duration waitFor(double wanted, Instant now) {
    fill(now);
    return tokens >= wanted
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((wanted - tokens) / perSecond * NANOS));
  }

  void take(double amount) {
    tokens -= amount;
  }

  boolean isFull(Instant now) {
    fill(now);
    return tokens >= capacity;
  }

  // A clock that is set back fills nothing and takes nothing away.
  private void fill(Instant now) {
    if (now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / NANOS;
      tokens = Math.min(capacity, tokens + seconds * perSecond);
    }
    filled = now;
  }
}
