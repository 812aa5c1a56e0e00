package io.twinfeed.local.http;

import io.twinfeed.local.limit.Throttled;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The ways to say 429, each in the shape that was recorded or published (adt-service.md §2.3). */
final class TooMany {
  private TooMany() {}

  static void answer(RoutingContext context, Throttled throttled) {
    context.response().putHeader("Retry-After", Long.toString(throttled.retryAfterSeconds()));
    switch (throttled.limit()) {
      case GATEWAY -> atTheGateway(context);
      case TWIN ->
          byTheService(
              context,
              "TooManyRequests",
              "The digital twin or its relationships are written to too often.");
      case QUERY_UNITS ->
          byTheService(context, "QuotaReachedError", "The queries have used up their query units.");
    }
  }

  // With blanks, without a code, and without the headers of the service itself.
  private static void atTheGateway(RoutingContext context) {
    context
        .response()
        .setStatusCode(429)
        .putHeader("Content-Type", "application/json")
        .putHeader("Date", Dates.of(context))
        .end(
            Buffer.buffer(
                "{ \"error\": { \"statusCode\": 429, \"message\": \"Maximum request rate limit"
                    + " reached. Send fewer requests, or wait as long as Retry-After says.\" } }"));
  }

  private static void byTheService(RoutingContext context, String code, String message) {
    ErrorTable.write(
        context, 429, code, out -> ErrorTable.envelope(out, code, message + " Try again later."));
  }
}
