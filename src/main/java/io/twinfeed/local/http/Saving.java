package io.twinfeed.local.http;

import java.util.concurrent.CompletionStage;

/** Knows when writes are safe, which is when they may be acknowledged. */
public interface Saving {
  /** Done when all writes until now are safe; fails if they can't be saved. */
  CompletionStage<Void> saved();
}
