package io.twinfeed.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something again and again until it is closed: says that this process lives, or looks. */
final class Heart implements AutoCloseable {
  private final ScheduledExecutorService timer;

  Heart(String name, Duration between, Runnable beat) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> quietly(beat), 0, between.toMillis(), TimeUnit.MILLISECONDS);
  }

  // One that was missed is made good by the next
  private static void quietly(Runnable beat) {
    try {
      beat.run();
    } catch (Throwable e) {
      // a timer forgets what has thrown, be it an Error
    }
  }

  /** Waits for a beat that is under way. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      var unused = timer.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
