package io.twinfeed.local.http;

import io.twinfeed.local.limit.Throttled;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/** One kind of request, and what answers it. */
final class Route {
  /** The largest body of a request but one with models, in bytes (adt-service.md §2.1). */
  static final int LARGEST_BODY = 32 * 1024;

  private static final long MILLIS_FOR_A_LARGE_BODY = 120_000;
  private static final Memory MEMORY = Memory.forBodiesOf(ModelRoutes.LARGEST_BODY);
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH);

  private Route() {}

  /** Answers a request, or throws a {@link io.twinfeed.local.store.Refused}. */
  interface Answer {
    void to(Exchange exchange);
  }

  // Some unfinished requests with large bodies would take the memory of all others.
  private static void makeRoom(RoutingContext context, int largestBody) {
    long bytes = Math.min(largestBody, length(context.request(), largestBody));
    if (!MEMORY.take(bytes)) {
      throw Throttled.full();
    }
    long tooSlow =
        context
            .vertx()
            .setTimer(
                MILLIS_FOR_A_LARGE_BODY,
                timer -> {
                  if (!context.request().isEnded()) {
                    context.request().connection().close();
                  }
                });
    context.addEndHandler(
        ended -> {
          context.vertx().cancelTimer(tooSlow);
          MEMORY.giveBack(bytes);
        });
    context.next();
  }

  private static long length(HttpServerRequest request, int unknown) {
    try {
      String length = request.getHeader("Content-Length");
      return length == null ? unknown : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return unknown;
    }
  }

  static void on(Router router, HttpMethod method, String path, Answer answer) {
    on(router, method, path, LARGEST_BODY, answer);
  }

  /**
   * @param path a pattern for the whole path; ids are one segment each
   * @param largestBody in bytes
   */
  static void on(Router router, HttpMethod method, String path, int largestBody, Answer answer) {
    if (largestBody > LARGEST_BODY) {
      // A route of its own: within one, nothing may stand before the handler of bodies.
      router.routeWithRegex(method, path).handler(context -> makeRoom(context, largestBody));
    }
    var route = router.routeWithRegex(method, path);
    if (WITH_BODY.contains(method)) {
      route.handler(BodyHandler.create(false).setBodyLimit(largestBody));
    }
    route.handler(context -> answer.to(new Exchange(context)));
  }
}
