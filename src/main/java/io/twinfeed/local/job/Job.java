package io.twinfeed.local.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in one state; a step of it gives a new one.
 *
 * @param blobs where an import reads and logs; null for a deletion
 * @param acted the last time that the service did something for it
 * @param finished null as long as it isn't
 * @param failure null unless it failed
 */
public record Job(
    String id,
    @Nullable Blobs blobs,
    Status status,
    Instant created,
    Instant acted,
    @Nullable Instant finished,
    @Nullable Failure failure) {
  /** How long after its creation a job is forgotten (adt-service.md §1.7). */
  private static final Duration KEPT = Duration.ofDays(30);

  /** The states that a job can be in here; nothing is slow enough to be cancelled. */
  public enum Status {
    NOT_STARTED("notstarted"),
    RUNNING("running"),
    FAILED("failed"),
    SUCCEEDED("succeeded");

    private final String spelling;

    Status(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  /** Absolute addresses of two blobs. */
  public record Blobs(String input, String output) {}

  /** Why a job failed. */
  public record Failure(String code, String message) {}

  static Job created(String id, @Nullable Blobs blobs, Instant now) {
    return new Job(id, blobs, Status.NOT_STARTED, now, now, null, null);
  }

  /** When the service forgets it. */
  public Instant purged() {
    return created.plus(KEPT);
  }

  Job running(Instant now) {
    return new Job(id, blobs, Status.RUNNING, created, now, null, null);
  }

  Job succeeded(Instant now) {
    return new Job(id, blobs, Status.SUCCEEDED, created, now, now, null);
  }

  Job failed(Instant now, String code, String message) {
    return new Job(id, blobs, Status.FAILED, created, now, now, new Failure(code, message));
  }
}
