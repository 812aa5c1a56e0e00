package io.twinfeed.local.limit;

import io.twinfeed.local.limit.Throttled.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests against the limits of one service, for any number of threads. It never waits: it
 * lets a request pass, or says how long its client has to.
 */
public final class Limiter {
  private static final int TWINS_BEFORE_SWEEP = 10_000;

  private final InstantSource clock;
  private final Limits limits;
  private final Map<RateClass, Bucket> classes = new EnumMap<>(RateClass.class);
  private final @Nullable Bucket queryUnits;
  private final Map<String, Bucket> twins = new HashMap<>();
  private int sweepAt = TWINS_BEFORE_SWEEP;

  public Limiter(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    Instant now = clock.instant();
    for (RateClass each : RateClass.values()) {
      Double rate = each.rate(limits);
      if (rate != null) {
        classes.put(each, new Bucket(Math.max(1, rate), rate, now));
      }
    }
    Double units = limits.queryUnits();
    this.queryUnits = units == null ? null : new Bucket(units, units, now);
  }

  /** Whether nothing is limited, so that nobody needs to ask. */
  public boolean isOpen() {
    return limits.equals(Limits.NONE);
  }

  /**
   * @throws Throttled if the class has used up its second
   */
  public void request(RateClass of) {
    Bucket bucket = classes.get(of);
    if (bucket != null) {
      synchronized (bucket) {
        Duration wait = bucket.waitFor(1, clock.instant());
        if (!wait.isZero()) {
          throw new Throttled(Limit.GATEWAY, wait);
        }
        bucket.take(1);
      }
    }
  }

  /**
   * A write of a twin, or of a relationship with both its ends: all of them pay, or none.
   *
   * @throws Throttled if one of them is written to too often
   */
  public void write(Collection<String> ids) {
    Double rate = limits.perTwin();
    if (rate == null) {
      return;
    }
    synchronized (twins) {
      Instant now = clock.instant();
      sweep(now);
      Duration longest = Duration.ZERO;
      for (String id : ids) {
        Duration wait = bucket(id, rate, now).waitFor(1, now);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
      if (!longest.isZero()) {
        throw new Throttled(Limit.TWIN, longest);
      }
      ids.forEach(id -> bucket(id, rate, now).take(1));
    }
  }

  /**
   * A query is about to run; what it costs is known afterwards, and has to be {@link #charge}d.
   *
   * @throws Throttled if the queries so far have cost more than they may
   */
  public void query() {
    if (queryUnits != null) {
      synchronized (queryUnits) {
        Duration wait = queryUnits.waitFor(0, clock.instant());
        if (!wait.isZero()) {
          throw new Throttled(Limit.QUERY_UNITS, wait);
        }
      }
    }
  }

  /** What a query has cost, in query units. */
  public void charge(double units) {
    if (queryUnits != null) {
      synchronized (queryUnits) {
        queryUnits.take(units);
      }
    }
  }

  private Bucket bucket(String id, double rate, Instant now) {
    Double burst = limits.perTwinBurst();
    return twins.computeIfAbsent(
        id, any -> new Bucket(burst == null ? Math.max(1, rate) : burst, rate, now));
  }

  // A full bucket is like none, so that only twins that are being written to take memory.
  private void sweep(Instant now) {
    if (twins.size() >= sweepAt) {
      twins.values().removeIf(bucket -> bucket.isFull(now));
      sweepAt = Math.max(TWINS_BEFORE_SWEEP, 2 * twins.size());
    }
  }
}
