package io.twinfeed.job;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says again and again that this process lives, until it is closed. */
final class Heart implements AutoCloseable {
  private final ScheduledExecutorService timer;

  /**
   * @param beat must not throw
   */
  Heart(String name, Duration between, Runnable beat) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    var unused = timer.scheduleWithFixedDelay(beat, 0, between.toMillis(), TimeUnit.MILLISECONDS);
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
