package io.twinfeed.local.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands before all routes: who may come in, and the headers that every response has. */
final class Gateway implements Routes {
  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-.*");

  private final @Nullable Set<String> tokens;

  /**
   * @param tokens the bearer tokens let in; null to let all in
   */
  Gateway(@Nullable Set<String> tokens) {
    this.tokens = tokens == null ? null : Set.copyOf(tokens);
  }

  @Override
  public void register(Router router) {
    router
        .route()
        .handler(
            context -> {
              if (isAdmitted(context)) {
                Exchange.admit(context);
                context.next();
              } else {
                refuse(context);
              }
            });
  }

  private boolean isAdmitted(RoutingContext context) {
    String authorization = context.request().getHeader("Authorization");
    return tokens == null
        || (authorization != null
            && authorization.startsWith("Bearer ")
            && tokens.contains(authorization.substring("Bearer ".length())));
  }

  // Not in the shape of the service: this comes from in front of it (adt-service.md §0.6, §1.1).
  private static void refuse(RoutingContext context) {
    context
        .response()
        .setStatusCode(401)
        .putHeader("Content-Type", "application/json")
        .putHeader("Date", Dates.of(context))
        .end(Buffer.buffer("{ \"statusCode\": 401, \"message\": \"Unauthorized\" }"));
  }

  /** Adds the headers that the service puts on all that it answers itself. */
  static void sign(RoutingContext context) {
    HttpServerResponse response = context.response();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    response
        .putHeader("Date", Dates.of(context))
        .putHeader("Strict-Transport-Security", "max-age=2592000")
        .putHeader("mise-correlation-id", new UUID(random.nextLong(), random.nextLong()).toString())
        .putHeader("traceresponse", "00-" + trace(context) + "-" + hex(random) + "-01");
  }

  private static String trace(RoutingContext context) {
    String parent = context.request().getHeader("traceparent");
    if (parent != null) {
      var matcher = TRACE.matcher(parent);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex(random) + hex(random);
  }

  private static String hex(ThreadLocalRandom random) {
    String digits = Long.toHexString(random.nextLong());
    return "0".repeat(16 - digits.length()) + digits;
  }
}
