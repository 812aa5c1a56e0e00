package io.twinfeed.cli;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C or a SIGTERM. */
final class Interrupt {
  private Interrupt() {}

  static void await() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(asked::countDown, "interrupt"));
    asked.await();
  }
}
