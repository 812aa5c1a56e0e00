package io.twinfeed.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to try a request again. Full jitter: a wait is drawn evenly from zero to the cap of its
 * attempt, so that many clients that were refused together do not come back together. A server that
 * says when to come back is believed. Safe for several threads.
 *
 * @param attempts how often a request is made at most
 * @param base the cap of the first wait; doubled with every attempt
 * @param longest the largest cap
 * @param chance gives numbers in [0, 1)
 */
public record Retry(int attempts, Duration base, Duration longest, DoubleSupplier chance) {

  /** What a request came back with. */
  public enum Reply {
    /** Answered, for good or bad: trying again would bring the same. */
    FINAL,
    /** Refused for now because there is too much: 429, or a 503 that says when to come back. */
    THROTTLED,
    /** No answer, or one that a fault on the way explains: 5xx, a lost connection. */
    FAULT
  }

  /**
   * How long to wait before the next attempt; empty if there is to be none.
   *
   * @param attempt the number of attempts made, from 1
   * @param retryAfter what the server said, or null
   */
  public Optional<Duration> next(int attempt, Reply reply, @Nullable Duration retryAfter) {
    if (reply == Reply.FINAL || attempt >= attempts) {
      return Optional.empty();
    }
    Duration wait = jitter(attempt);
    return Optional.of(retryAfter == null ? wait : retryAfter.plus(wait.dividedBy(4)));
  }

  /**
   * Which of these an HTTP status is.
   *
   * @param saysWhen whether it comes with a time to come back at
   */
  public static Reply ofStatus(int status, boolean saysWhen) {
    return switch (status) {
      case 429 -> Reply.THROTTLED;
      case 503 -> saysWhen ? Reply.THROTTLED : Reply.FAULT;
      case 408, 500, 502, 504 -> Reply.FAULT;
      default -> Reply.FINAL;
    };
  }

  private Duration jitter(int attempt) {
    long cap = base.toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis((long) (Math.min(cap, longest.toMillis()) * chance.getAsDouble()));
  }
}
