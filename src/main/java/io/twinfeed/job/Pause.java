package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until others have done something of which nobody tells. */
final class Pause {
  private Pause() {}

  /**
   * @throws TwinfeedException of kind CANCELLED if the thread is interrupted
   */
  static void of(Duration time) {
    try {
      var unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TwinfeedException(Kind.CANCELLED, "cancelled before it began", "", e);
    }
  }
}
