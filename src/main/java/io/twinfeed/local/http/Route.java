package io.twinfeed.local.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/** One kind of request, and what answers it. */
final class Route {
  /** The largest body of a request but one with models, in bytes (adt-service.md §2.1). */
  static final int LARGEST_BODY = 32 * 1024;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH);

  private Route() {}

  /** Answers a request, or throws a {@link io.twinfeed.local.store.Refused}. */
  interface Answer {
    void to(Exchange exchange);
  }

  static void on(Router router, HttpMethod method, String path, Answer answer) {
    on(router, method, path, LARGEST_BODY, answer);
  }

  /**
   * @param path a pattern for the whole path; ids are one segment each
   * @param largestBody in bytes
   */
  static void on(Router router, HttpMethod method, String path, int largestBody, Answer answer) {
    var route = router.routeWithRegex(method, path);
    if (WITH_BODY.contains(method)) {
      route.handler(BodyHandler.create(false).setBodyLimit(largestBody));
    }
    route.handler(context -> answer.to(new Exchange(context)));
  }
}
