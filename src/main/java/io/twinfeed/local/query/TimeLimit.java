package io.twinfeed.local.query;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Ends what takes too long. For one thread. */
final class TimeLimit {
  // Looking at the clock costs about as much as looking at a twin.
  private static final int BETWEEN_LOOKS = 1024;

  private final InstantSource clock;
  private final Duration longest;
  private final Instant end;
  private int passed;

  TimeLimit(InstantSource clock, Duration longest) {
    this.clock = clock;
    this.longest = longest;
    this.end = clock.instant().plus(longest);
  }

  /**
   * Called for each thing that is looked at.
   *
   * @throws Refused with {@link Code#TIMEOUT_ERROR}
   */
  void pass() {
    if (passed++ % BETWEEN_LOOKS == 0 && clock.instant().isAfter(end)) {
      throw new Refused(
          Code.TIMEOUT_ERROR,
          "The query execution timed out after "
              + longest.toSeconds()
              + " seconds. Try simplifying the query or adding conditions to reduce the result"
              + " size.");
    }
  }
}
