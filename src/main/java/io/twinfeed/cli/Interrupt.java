package io.twinfeed.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Listens for Ctrl-C and SIGTERM. The process ends only once this is closed, so that what has been
 * begun comes to its end.
 */
final class Interrupt implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Interrupt() {}

  static Interrupt listen() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::end, "interrupt"));
    return interrupt;
  }

  /** Waits for one, and lets the process end at once. */
  static void await() throws InterruptedException {
    try (Interrupt interrupt = listen()) {
      interrupt.asked.await();
    }
  }

  /** Waits for one; false if none came in that time. */
  boolean comesWithin(Duration time) throws InterruptedException {
    return asked.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ended.countDown();
  }

  private void end() {
    asked.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
