package io.twinfeed.adt;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.twinfeed.pace.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The transport below the SDK: it repeats what may be repeated and counts what was sent. It stands
 * here, and not in the SDK's pipeline, so that one layer alone owns the retries, with and without
 * authentication. Bodies are read whole before an answer counts as one: a connection that breaks in
 * the middle of a body is a lost request.
 */
final class PacedHttpClient implements HttpClient {
  /** Marks the answer to a request of which an earlier attempt may have been carried out. */
  static final HttpHeaderName REPEATED = HttpHeaderName.fromString("x-twinfeed-repeated");

  private static final int NO_ANSWER = 0;
  // Longer waits than this would hold up a batch for the sake of one item
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

  private final HttpClient transport;
  private final Retry retry;
  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttledMillis = new LongAdder();

  PacedHttpClient(HttpClient transport, Retry retry) {
    this.transport = transport;
    this.retry = retry;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return attempt(request, Context.NONE, 1, false);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return attempt(request, context, 1, false);
  }

  TwinStore.Calls takeCalls() {
    Map<Integer, Long> taken = new HashMap<>();
    byStatus.forEach(
        (status, count) -> {
          long calls = count.sumThenReset();
          if (calls > 0) {
            taken.put(status, calls);
          }
        });
    return new TwinStore.Calls(taken, retries.sumThenReset(), throttledMillis.sumThenReset());
  }

  private Mono<HttpResponse> attempt(
      HttpRequest request, Context context, int attempt, boolean doubtful) {
    return transport
        .send(request.copy(), context)
        .map(HttpResponse::buffer)
        .flatMap(response -> response.getBodyAsByteArray().thenReturn(response))
        .flatMap(
            response -> {
              int status = response.getStatusCode();
              count(status);
              Duration retryAfter = retryAfter(response);
              var wait = retry.next(attempt, Retry.ofStatus(status), retryAfter);
              if (wait.isPresent()) {
                return again(
                    request,
                    context,
                    attempt,
                    wait.get(),
                    retryAfter != null,
                    doubtful || status >= 500);
              }
              if (doubtful) {
                response.getHeaders().set(REPEATED, "true");
              }
              return Mono.just(response);
            })
        .onErrorResume(
            error -> !(error instanceof Stop),
            error -> {
              count(NO_ANSWER);
              var wait = retry.next(attempt, Retry.Reply.FAULT, null);
              return wait.isPresent()
                  ? again(request, context, attempt, wait.get(), false, true)
                  : Mono.error(new Stop(error));
            });
  }

  private Mono<HttpResponse> again(
      HttpRequest request,
      Context context,
      int attempt,
      Duration wait,
      boolean throttled,
      boolean doubtful) {
    retries.increment();
    if (throttled) {
      throttledMillis.add(wait.toMillis());
    }
    return Mono.delay(wait)
        .then(Mono.defer(() -> attempt(request, context, attempt + 1, doubtful)));
  }

  private void count(int status) {
    byStatus.computeIfAbsent(status, unused -> new LongAdder()).increment();
  }

  private static @Nullable Duration retryAfter(HttpResponse response) {
    String seconds = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
    if (seconds == null) {
      return null;
    }
    try {
      Duration asked = Duration.ofSeconds(Math.max(0, Long.parseLong(seconds.trim())));
      return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    } catch (NumberFormatException e) {
      return null; // a date is allowed by HTTP, and never sent by this service
    }
  }

  /** The last error of a request that is not tried again; keeps outer attempts from counting it. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }
}
