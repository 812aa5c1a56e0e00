package io.twinfeed.bench;

import io.vertx.core.Context;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the service answered what. It is on the class path of a service that is asked for it, and
 * Vert.x finds it there: the service knows nothing of it.
 */
public final class Recorder implements VertxTracerFactory {
  static final char PUT = 'p';
  static final char PUT_LINK = 'l';
  static final char PATCH = 'a';
  private static final char OTHER = 'o';

  private static long[] micros = new long[1 << 16];
  private static short[] kinds = new short[1 << 16];
  private static int count;

  /** One request, until it is answered. */
  private record Asked(char what) {}

  private static synchronized void note(long at, short kind) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, 2 * count);
      kinds = Arrays.copyOf(kinds, 2 * count);
    }
    micros[count] = at;
    kinds[count] = kind;
    count++;
  }

  /** Writes all since the last time, and forgets it. */
  static synchronized int take(Path file) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      for (int i = 0; i < count; i++) {
        out.writeLong(micros[i]);
        out.writeShort(kinds[i]);
      }
    }
    int taken = count;
    count = 0;
    return taken;
  }

  /** Microseconds since 1970, by a clock that all processes of this machine share. */
  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** One number for what was asked and the status of the answer. */
  static short kind(char what, int status) {
    int letter =
        switch (what) {
          case PUT -> 1;
          case PUT_LINK -> 2;
          case PATCH -> 3;
          default -> 0;
        };
    return (short) (letter * 1000 + status);
  }

  // By default a tracer comes only where options of the service ask for one
  @Override
  public void init(VertxBuilder builder) {
    builder.tracer(new Noting());
  }

  @Override
  public VertxTracer<?, ?> tracer(TracingOptions options) {
    return new Noting();
  }

  private static final class Noting implements VertxTracer<Asked, Object> {
    @Override
    public <R> Asked receiveRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        Iterable<Map.Entry<String, String>> headers,
        TagExtractor<R> tags) {
      HttpRequest asked = (HttpRequest) request;
      return new Asked(
          switch (asked.method().name()) {
            case "PUT" -> asked.uri().contains("/relationships/") ? PUT_LINK : PUT;
            case "PATCH" -> PATCH;
            default -> OTHER;
          });
    }

    @Override
    public <R> void sendResponse(
        Context context,
        @Nullable R response,
        Asked asked,
        @Nullable Throwable failure,
        TagExtractor<R> tags) {
      if (response instanceof HttpResponse answer) {
        note(now(), kind(asked.what(), answer.statusCode()));
      }
    }
  }
}
