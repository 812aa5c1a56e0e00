package io.twinfeed.cli;

import io.twinfeed.cli.Passage.Stage;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a twin service, counts the writes that pass, and tells when each one does. */
final class Turnstile implements AutoCloseable {

  /** Is told of requests, several at once. */
  interface Watch {
    /**
     * @param write which write it is, from 1; how many there were before if it is a read
     */
    void passes(boolean isWrite, int write, Stage stage);
  }

  private final Passage passage;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Watch watch = (isWrite, write, stage) -> {};

  Turnstile(URI service) throws IOException {
    passage =
        new Passage(
            service,
            (method, body) -> {
              boolean isWrite = Set.of("PUT", "PATCH", "DELETE").contains(method);
              int write = isWrite ? writes.incrementAndGet() : writes.get();
              return stage -> watch.passes(isWrite, write, stage);
            });
  }

  String endpoint() {
    return "http://" + passage.address();
  }

  /** Counts from zero. */
  void watch(Watch next) {
    writes.set(0);
    watch = next;
  }

  int writes() {
    return writes.get();
  }

  @Override
  public void close() {
    passage.close();
  }
}
