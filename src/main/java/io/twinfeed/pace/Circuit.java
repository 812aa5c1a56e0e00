package io.twinfeed.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells a service that is down from a request that can't be answered. It is down when nobody
 * listens, or when many requests have failed one after the other, each at its first attempt, and
 * none was answered between. Down for longer than patience lasts, the circuit opens for good: what
 * shares it ends, and a new run has a new one, so that nothing needs to probe. Safe for several
 * threads.
 */
public final class Circuit {
  private static final int MANY = 20;

  private final Duration patience;
  private final LongSupplier nanos;
  private boolean failing;
  private long since;
  private int requests;
  private boolean nobodyListens;
  private boolean open;
  private boolean stopped;

  /**
   * @param patience how long a service may be down; zero for a circuit that never opens, because
   *     nobody waits
   * @param nanos a steady clock
   */
  Circuit(Duration patience, LongSupplier nanos) {
    this.patience = patience;
    this.nanos = nanos;
  }

  /** The service has answered something, if only that it is busy. */
  synchronized void answered() {
    failing = false;
    requests = 0;
    nobodyListens = false;
  }

  /**
   * A request has failed.
   *
   * @param attempt the how-manyeth, from 1
   * @param refused whether nobody accepted the connection
   */
  synchronized void failed(int attempt, boolean refused) {
    if (!failing) {
      failing = true;
      since = nanos.getAsLong();
    }
    requests += attempt == 1 ? 1 : 0;
    nobodyListens = refused;
    open |= isDown() && !patience.isZero() && nanos.getAsLong() - since >= patience.toNanos();
  }

  /** Ends all, because nobody wants it any more. */
  public synchronized void stop() {
    open = true;
    stopped = true;
  }

  /** Whether the service is down, and it is worth while to wait for it. */
  synchronized boolean isBearable() {
    return !patience.isZero() && isDown() && !open;
  }

  /** Whether no request should be made any more. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** For a sentence that begins with the service: it ... */
  public synchronized String reason() {
    return stopped
        ? "it is not called any more, since the run was cancelled"
        : "it has not answered for " + patience.toSeconds() + " s";
  }

  private boolean isDown() {
    return failing && (nobodyListens || requests >= MANY);
  }
}
