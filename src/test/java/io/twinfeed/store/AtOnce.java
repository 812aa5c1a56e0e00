package io.twinfeed.store;

import io.twinfeed.snapshot.Lease;
import java.time.Duration;

/** Waits for a lease without any time going by. */
public final class AtOnce implements Lease.Patience {
  @Override
  public void waitsFor(String holder, Duration atMost) {}

  @Override
  public void pause(Duration time) {}
}
