package io.twinfeed.connector;

import java.util.concurrent.CompletableFuture;

/** What becomes of a mutation. */
sealed interface Outcome {

  /** It is as it should be. */
  record Done(Effect effect) implements Outcome {}

  /** It was refused. The parts are those of a {@link WriteFailure}. */
  record Failed(String code, String message, String hint, int attempts) implements Outcome {}

  static CompletableFuture<Outcome> done(Effect effect) {
    return CompletableFuture.completedFuture(new Done(effect));
  }
}
