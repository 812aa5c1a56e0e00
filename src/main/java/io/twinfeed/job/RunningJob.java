package io.twinfeed.job;

import io.twinfeed.flow.Tally;
import org.jspecify.annotations.Nullable;

/** A job that a runner has begun. */
interface RunningJob extends AutoCloseable {

  /** Ends it before its time. */
  void breakOff() throws Exception;

  /** What can be seen of it now; null for what its stages count in this process. */
  default @Nullable Glimpse look() {
    return null;
  }

  /** What it is known to have done, if its stages do not count it in this process. */
  default Tally counted() {
    return new Tally.Counter().take();
  }

  /** Nobody asks for it any more. */
  @Override
  default void close() {}
}
