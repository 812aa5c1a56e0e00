package io.twinfeed.adt;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.twinfeed.pace.Answer;
import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Retry;
import io.twinfeed.pace.Wait;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The transport below the SDK: it sends what the budgets let go, repeats what may be repeated, and
 * counts what was sent. It stands here, and not in the SDK's pipeline, so that one layer alone owns
 * the retries, with and without authentication. Bodies are read whole before an answer counts as
 * one: a connection that breaks in the middle of a body is a lost request.
 */
final class PacedHttpClient implements HttpClient {
  private static final int NO_ANSWER = 0;
  // Longer waits than this would hold up a batch for the sake of one item
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);
  private static final String OF_A_TWIN = "TooManyRequests";
  private static final byte[] NO_BODY = {};

  private final HttpClient transport;
  private final Pace pace;
  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final LongAdder retries = new LongAdder();
  private final LongAdder throttledNanos = new LongAdder();
  private final LongAdder pacedNanos = new LongAdder();
  private final CallTimes times = new CallTimes();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  PacedHttpClient(HttpClient transport, Pace pace) {
    this.transport = transport;
    this.pace = pace;
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return send(request, Context.NONE);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return Mono.deferContextual(
        reactor -> attempt(new Sending(request, context, Call.in(reactor)), 1));
  }

  /** One request, for all its attempts. */
  private record Sending(HttpRequest request, Context context, Call call) {}

  TwinStore.Calls takeCalls() {
    Map<Integer, Long> taken = new HashMap<>();
    byStatus.forEach(
        (status, count) -> {
          long calls = count.sumThenReset();
          if (calls > 0) {
            taken.put(status, calls);
          }
        });
    return new TwinStore.Calls(
        taken,
        retries.sumThenReset(),
        throttledNanos.sumThenReset() / 1_000_000,
        pacedNanos.sumThenReset() / 1_000_000,
        times.take());
  }

  /** Sends nothing any more, and repeats nothing of what is under way. */
  void close() {
    closed = true;
  }

  /** How many requests wait and are not under way. */
  int waiting() {
    return waiting.get();
  }

  // First the twins and then the operation: what waits long for a twin must not take its turn among
  // all requests before it goes
  private Mono<HttpResponse> attempt(Sending sending, int attempt) {
    if (closed || pace.circuit().isOpen()) {
      return ended();
    }
    Cost cost = sending.call().cost();
    return budgeted(
        pace.limiter().takeTwins(cost.twins()),
        () -> budgeted(pace.limiter().take(cost.operation()), () -> sendNow(sending, attempt)));
  }

  private Mono<HttpResponse> ended() {
    return Mono.error(
        new Stop(new IOException(closed ? "it is not called any more" : pace.circuit().reason())));
  }

  // Of many that fail together, any may be the one that is told
  private Mono<HttpResponse> ended(Throwable error) {
    return pace.circuit().isOpen() ? ended() : Mono.error(new Stop(error));
  }

  private Mono<HttpResponse> budgeted(Wait wait, Supplier<Mono<HttpResponse>> then) {
    pacedNanos.add(wait.pacedNanos());
    return after(wait, then);
  }

  private Mono<HttpResponse> sendNow(Sending sending, int attempt) {
    if (closed || pace.circuit().isOpen()) {
      return ended(); // it may have waited
    }
    sending.call().begins(attempt);
    long sent = pace.now();
    return transport
        .send(sending.request().copy(), sending.context())
        .map(HttpResponse::buffer)
        .flatMap(
            response ->
                response
                    .getBodyAsByteArray()
                    .defaultIfEmpty(NO_BODY)
                    .flatMap(
                        body -> {
                          count(response.getStatusCode());
                          times.add(pace.now() - sent);
                          return again(sending, attempt, sent, answer(response, body))
                              .orElseGet(() -> Mono.just(known(sending.call(), response)));
                        }))
        .onErrorResume(
            error -> !(error instanceof Stop),
            error -> {
              count(NO_ANSWER);
              return again(sending, attempt, sent, new Answer.Lost(isRefused(error)))
                  .orElseGet(() -> ended(error));
            });
  }

  // What is refused has a reason in its body
  private static HttpResponse known(Call call, HttpResponse response) {
    return call.echoes() && response.getStatusCode() < 300
        ? new Acknowledgement(response)
        : response;
  }

  // Another attempt, if there is to be one
  private Optional<Mono<HttpResponse>> again(
      Sending sending, int attempt, long sent, Answer answer) {
    if (!(answer instanceof Answer.Status status) || status.status() >= 500) {
      sending.call().endsUncertain();
    }
    if (closed) {
      return Optional.empty(); // what fails now says nothing of the service
    }
    return pace.next(sending.call().cost(), attempt, sent, answer)
        .map(
            wait -> {
              retries.increment();
              boolean asked = answer.reply() == Retry.Reply.THROTTLED;
              return after(
                  new Wait(wait.toNanos(), asked ? wait.toNanos() : 0),
                  () -> attempt(sending, attempt + 1));
            });
  }

  private Mono<HttpResponse> after(Wait wait, Supplier<Mono<HttpResponse>> then) {
    if (wait.nanos() == 0) {
      return then.get();
    }
    throttledNanos.add(wait.askedNanos());
    return Mono.defer(
            () -> {
              waiting.incrementAndGet();
              return Mono.delay(Duration.ofNanos(wait.nanos()));
            })
        .doFinally(unused -> waiting.decrementAndGet())
        .then(Mono.defer(then));
  }

  private void count(int status) {
    byStatus.computeIfAbsent(status, unused -> new LongAdder()).increment();
  }

  private static Answer answer(HttpResponse response, byte[] body) {
    int status = response.getStatusCode();
    if (status != 429) {
      return new Answer.Status(status, false, retryAfter(response));
    }
    TwinJson.Cause cause = TwinJson.cause(new String(body, StandardCharsets.UTF_8));
    return new Answer.Status(
        status, cause != null && cause.code().equals(OF_A_TWIN), retryAfter(response));
  }

  private static boolean isRefused(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
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
