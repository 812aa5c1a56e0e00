package io.twinfeed.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on by a step whenever it is looked at, until it is stopped. */
final class StepClock implements InstantSource {
  private final Duration step;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean stopped;

  StepClock(Duration step) {
    this.step = step;
  }

  @Override
  public synchronized Instant instant() {
    if (!stopped) {
      now = now.plus(step);
    }
    return now;
  }

  synchronized void stop() {
    stopped = true;
  }
}
