package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A function for H2 that does not come back. Public because the database calls it. */
public final class HangingDatabase {
  /** Makes it known. */
  static final String ALIAS =
      "CREATE ALIAS hang FOR '%s.hang'".formatted(HangingDatabase.class.getName());

  private static volatile CountDownLatch hanging = new CountDownLatch(1);
  private static volatile CountDownLatch released = new CountDownLatch(1);

  private HangingDatabase() {}

  /** As if nobody had called it. */
  static void reset() {
    hanging = new CountDownLatch(1);
    released = new CountDownLatch(1);
  }

  static void awaitCall() throws InterruptedException {
    assertThat(hanging.await(120, TimeUnit.SECONDS)).as("the database was asked").isTrue();
  }

  static void release() {
    released.countDown();
  }

  /** Called by the database. */
  public static int hang() throws InterruptedException {
    hanging.countDown();
    released.await();
    return 1;
  }
}
