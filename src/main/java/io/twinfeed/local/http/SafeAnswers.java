package io.twinfeed.local.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Holds answers to writes back until the writes are safe. */
final class SafeAnswers implements Routes {
  private static final String SAVING = "twinfeed.saving";

  private final @Nullable Saving saving;

  /**
   * @param saving null where nothing is kept
   */
  SafeAnswers(@Nullable Saving saving) {
    this.saving = saving;
  }

  @Override
  public void register(Router router) {
    if (saving != null) {
      router
          .route()
          .handler(
              context -> {
                if (!context.request().method().equals(HttpMethod.GET)) {
                  context.put(SAVING, saving);
                }
                context.next();
              });
    }
  }

  /** Sends the answer now, or when it may be sent. */
  static void send(RoutingContext context, Runnable answer) {
    // Once only: the answer to a failure of saving does not wait for saving.
    Saving saving = context.remove(SAVING);
    if (saving == null) {
      answer.run();
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    saving
        .saved()
        .whenComplete(
            (done, failure) ->
                loop.runOnContext(
                    now -> {
                      if (failure == null) {
                        answer.run();
                      } else {
                        context.fail(failure);
                      }
                    }));
  }
}
