package io.twinfeed.adt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Retry;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PacedHttpClientTest {
  private final Script script = new Script();
  private final PacedHttpClient client =
      new PacedHttpClient(
          script,
          new Pace(
              Limits.NONE,
              new Retry(3, Duration.ofMillis(2), Duration.ofMillis(2), () -> 0.5),
              Duration.ZERO,
              System::nanoTime));

  @Test
  void a_service_that_stays_busy_is_given_up_with_its_last_answer() {
    script.answers(503, 429, 503, 200);

    assertThat(send().getStatusCode()).isEqualTo(503);
    assertThat(client.takeCalls().byStatus()).isEqualTo(Map.of(503, 2L, 429, 1L));
  }

  @Test
  void a_connection_that_stays_broken_is_given_up_with_its_reason() {
    script.breaks("reset by peer").breaks("reset by peer").breaks("refused").answers(200);

    assertThatThrownBy(this::send).hasMessageContaining("refused");
    assertThat(client.takeCalls().byStatus()).isEqualTo(Map.of(0, 3L));
  }

  @Test
  void a_body_that_ends_too_early_is_a_lost_answer_and_asked_for_again() {
    script.answersWithBrokenBody().answers(200);

    assertThat(send().getStatusCode()).isEqualTo(200);
    TwinStore.Calls calls = client.takeCalls();
    assertThat(calls.byStatus()).isEqualTo(Map.of(0, 1L, 200, 1L));
    assertThat(calls.retries()).isEqualTo(1);
  }

  @Test
  void what_is_refused_for_good_is_not_repeated() {
    script.answers(400, 200);

    assertThat(send().getStatusCode()).isEqualTo(400);
    assertThat(client.takeCalls().retries()).isZero();
  }

  @Test
  void an_answer_says_whether_an_earlier_attempt_may_have_been_carried_out() {
    script.answers(412).answers(429, 412).answers(503, 412).breaks("reset by peer").answers(412);

    assertThat(sent().isRepeated()).isFalse();
    assertThat(sent().isRepeated()).isFalse();
    assertThat(sent().isRepeated()).isTrue();
    assertThat(sent().isRepeated()).isTrue();
  }

  @Test
  void what_only_says_what_we_have_sent_is_not_handed_on() {
    TwinId twin = new TwinId("a");
    script.answers(200, 200, 412);

    assertThat(send(Call.creation(twin, null)).getBodyAsString().blockOptional()).isEmpty();
    assertThat(send(Call.read()).getBodyAsString().blockOptional()).isPresent();
    assertThat(send(Call.creation(twin, null)).getBodyAsString().blockOptional()).isPresent();
  }

  @Test
  void one_that_is_closed_repeats_nothing() {
    script.closes().answers(200);

    assertThatThrownBy(this::send).hasMessageContaining("closed meanwhile");
    assertThatThrownBy(this::send).hasMessageContaining("it is not called any more");
    assertThat(client.takeCalls().retries()).isZero();
  }

  @Test
  void a_call_knows_how_often_it_was_made() {
    script.answers(200).answers(503, 429, 200);

    assertThat(sent().attempts()).isEqualTo(1);
    assertThat(sent().attempts()).isEqualTo(3);
  }

  @Test
  void the_body_is_sent_again_as_it_was() {
    script.answers(503, 200);

    send();

    assertThat(script.bodies).containsExactly("body", "body");
  }

  private HttpResponse send() {
    return send(Call.read());
  }

  private Call sent() {
    Call call = Call.read();
    send(call);
    return call;
  }

  private HttpResponse send(Call call) {
    HttpRequest request =
        new HttpRequest(HttpMethod.PATCH, "http://127.0.0.1/x")
            .setBody(BinaryData.fromString("body"));
    return client
        .send(request)
        .contextWrite(context -> context.put(Call.KEY, call))
        .blockOptional()
        .orElseThrow();
  }

  /** A transport that answers by a script. */
  private final class Script implements HttpClient {
    private final Deque<java.util.function.Function<HttpRequest, Mono<HttpResponse>>> steps =
        new ArrayDeque<>();
    private final Deque<String> bodies = new ArrayDeque<>();

    Script answers(int... statuses) {
      for (int status : statuses) {
        steps.add(request -> Mono.just(new Answer(request, status, Flux.empty())));
      }
      return this;
    }

    Script breaks(String why) {
      steps.add(request -> Mono.error(new IOException(why)));
      return this;
    }

    Script closes() {
      steps.add(
          request -> {
            client.close();
            return Mono.error(new IOException("closed meanwhile"));
          });
      return this;
    }

    Script answersWithBrokenBody() {
      steps.add(
          request ->
              Mono.just(new Answer(request, 200, Flux.error(new IOException("closed early")))));
      return this;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
      bodies.add(request.getBodyAsBinaryData().toString());
      return steps.remove().apply(request);
    }
  }

  private static final class Answer extends HttpResponse {
    private final int status;
    private final Flux<ByteBuffer> body;
    private final HttpHeaders headers = new HttpHeaders();

    Answer(HttpRequest request, int status, Flux<ByteBuffer> body) {
      super(request);
      this.status = status;
      this.body = body;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
      return null;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public Flux<ByteBuffer> getBody() {
      return body;
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
      return body.collectList().map(parts -> new byte[0]);
    }

    @Override
    public Mono<String> getBodyAsString() {
      return getBodyAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
      return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
    }
  }
}
