package io.twinfeed.local.http;

import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.limit.RateClass;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns requests away that come too fast for their class, before anything else looks at them. */
final class Throttle implements Routes {
  private final Limiter limiter;

  Throttle(Limiter limiter) {
    this.limiter = limiter;
  }

  @Override
  public void register(Router router) {
    if (!limiter.isOpen()) {
      router
          .route()
          .handler(
              context -> {
                RateClass of = of(context.request().method(), context.normalizedPath());
                if (of != null) {
                  limiter.request(of);
                }
                context.next();
              });
    }
  }

  /** The class of a request; null for those that none is documented for, such as telemetry. */
  static @Nullable RateClass of(HttpMethod method, @Nullable String path) {
    String[] segments = path == null ? new String[0] : path.split("/", 3);
    return switch (segments.length < 2 ? "" : segments[1].toLowerCase(Locale.ROOT)) {
      case "digitaltwins" -> ofTwins(method);
      case "query" -> RateClass.QUERIES;
      case "models" -> RateClass.MODELS;
      case "eventroutes" -> RateClass.EVENT_ROUTES;
      case "jobs" -> RateClass.JOBS;
      default -> null;
    };
  }

  private static @Nullable RateClass ofTwins(HttpMethod method) {
    return switch (method.name()) {
      case "GET" -> RateClass.TWIN_READS;
      case "PATCH" -> RateClass.TWIN_PATCHES;
      case "PUT", "DELETE" -> RateClass.CREATES_AND_DELETES;
      default -> null;
    };
  }
}
