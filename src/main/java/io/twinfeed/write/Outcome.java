package io.twinfeed.write;

import io.twinfeed.flow.Failure;
import org.jspecify.annotations.Nullable;

/** What became of one change. */
sealed interface Outcome {

  /**
   * It is as it should be.
   *
   * @param counted what it is counted as: {@code twins.created} and the like
   */
  record Settled(String counted) implements Outcome {}

  /** The service refused it. */
  record Rejected(Failure failure) implements Outcome {}

  /** The failure, if it is one. */
  default @Nullable Failure failure() {
    return this instanceof Rejected rejected ? rejected.failure() : null;
  }
}
