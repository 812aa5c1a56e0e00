package io.twinfeed.local.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Notes for each request what its Date header is to say. */
final class Dates implements Routes {
  private static final String DATE = "twinfeed.date";

  private final InstantSource clock;
  // Formatting a date costs more than a small response, and it changes once in a second.
  private volatile Date date = new Date(Long.MIN_VALUE, "");

  private record Date(long second, String text) {}

  Dates(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    router
        .route()
        .handler(
            context -> {
              context.put(DATE, now());
              context.next();
            });
  }

  static String of(RoutingContext context) {
    String text = context.get(DATE);
    return text;
  }

  private String now() {
    Instant now = clock.instant();
    Date last = date;
    if (last.second() != now.getEpochSecond()) {
      last =
          new Date(
              now.getEpochSecond(),
              DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
      date = last;
    }
    return last.text();
  }
}
