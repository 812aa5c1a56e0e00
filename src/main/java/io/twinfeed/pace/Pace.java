package io.twinfeed.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast one service is called, by all who share this: budgets, repetitions, and when to give up.
 * Safe for several threads.
 */
public final class Pace {
  // Six attempts with these waits outlast the longest Retry-After that was recorded, 14 s
  // (adt-service.md §2.3)
  private static final Retry PATIENT =
      new Retry(
          6,
          Duration.ofMillis(400),
          Duration.ofSeconds(10),
          () -> ThreadLocalRandom.current().nextDouble());
  private static final Retry ONCE =
      new Retry(2, Duration.ofMillis(200), Duration.ofMillis(200), () -> 1);
  // A fail-over takes seconds, a restart less than a minute
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int NARROW = 32;
  private static final int WIDE = 256;
  private static final int UNLIMITED = 64;
  private static final double NEWEST = 0.05;

  private final Limiter limiter;
  private final Circuit circuit;
  private final Retry retry;
  private final Retry whenNobodyListens;
  private final LongSupplier nanos;
  private double latencySeconds = Double.NaN;

  /**
   * @param patience how long the service may be down
   * @param nanos a steady clock
   */
  public Pace(Limits limits, Retry retry, Duration patience, LongSupplier nanos) {
    this(limits, retry, retry, patience, nanos);
  }

  private Pace(
      Limits limits, Retry retry, Retry whenNobodyListens, Duration patience, LongSupplier nanos) {
    this.limiter = new Limiter(limits, nanos);
    this.circuit = new Circuit(patience, nanos);
    this.retry = retry;
    this.whenNobodyListens = whenNobodyListens;
    this.nanos = nanos;
  }

  /** For much work: repeats what may be repeated, and bears with a service that is down. */
  public static Pace of(Limits limits) {
    return new Pace(limits, PATIENT, PATIENCE, System::nanoTime);
  }

  /**
   * For asking whether a service is there: gives up at the second time that nobody listens. One
   * that answers with a fault is there, and is asked again as often as for much work.
   */
  public static Pace impatient() {
    return new Pace(Limits.NONE, PATIENT, ONCE, Duration.ZERO, System::nanoTime);
  }

  public Limiter limiter() {
    return limiter;
  }

  public Circuit circuit() {
    return circuit;
  }

  /** The steady clock, in nanoseconds. */
  public long now() {
    return nanos.getAsLong();
  }

  /**
   * Learns from what came back for a request.
   *
   * @param attempt how often it was made, from 1
   * @param sent when it went, by {@link #now}
   * @return how long to wait before it is made again; empty if it is not to be
   */
  public Optional<Duration> next(Cost cost, int attempt, long sent, Answer answer) {
    Duration retryAfter = answer instanceof Answer.Status status ? status.retryAfter() : null;
    learn(cost, attempt, sent, answer, retryAfter);
    // While the service is down for all, it is not the request that fails
    boolean counts = answer.reply() == Retry.Reply.FINAL || !circuit.isBearable();
    boolean nobody = answer instanceof Answer.Lost lost && lost.refused();
    return (nobody ? whenNobodyListens : retry)
        .next(
            counts ? attempt : Math.min(attempt, Math.max(1, retry.attempts() - 1)),
            answer.reply(),
            retryAfter);
  }

  private void learn(
      Cost cost, int attempt, long sent, Answer answer, @Nullable Duration retryAfter) {
    if (!(answer instanceof Answer.Status status)) {
      circuit.failed(attempt, ((Answer.Lost) answer).refused());
      return;
    }
    if (status.status() >= 500) {
      circuit.failed(attempt, false);
    } else {
      circuit.answered();
      measure((now() - sent) / 1e9);
    }
    if (answer.reply() == Retry.Reply.THROTTLED) {
      long pause = retryAfter == null ? 0 : retryAfter.toNanos();
      if (status.ofTwins() && !cost.twins().isEmpty()) {
        limiter.throttled(cost.twins(), sent, pause);
      } else {
        limiter.throttled(cost.operation(), sent, pause);
      }
    }
  }

  /**
   * How many requests to have in flight, by Little's law: those of one latency at the rate of the
   * operation, and half of them again; without a limit, a fixed number.
   */
  public int window(Operation operation) {
    double rate = limiter.rate(operation);
    double latency = latency();
    if (Double.isInfinite(rate) || Double.isNaN(latency)) {
      return UNLIMITED;
    }
    return (int) Math.max(NARROW, Math.min(WIDE, Math.ceil(rate * latency * 1.5)));
  }

  private synchronized double latency() {
    return latencySeconds;
  }

  private synchronized void measure(double seconds) {
    latencySeconds =
        Double.isNaN(latencySeconds)
            ? seconds
            : latencySeconds + NEWEST * (seconds - latencySeconds);
  }
}
