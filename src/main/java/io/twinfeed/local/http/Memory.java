package io.twinfeed.local.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of large bodies may be in memory at a time. For any number of threads. */
final class Memory {
  private final AtomicLong left;

  /**
   * @param bytes room for at least one body of the largest size
   */
  Memory(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** An eighth of what this process may have, and room for one body at least. */
  static Memory forBodiesOf(int largest) {
    return new Memory(Math.max(largest, Runtime.getRuntime().maxMemory() / 8));
  }

  /** Whether there was room, which is taken and has to be given back. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
