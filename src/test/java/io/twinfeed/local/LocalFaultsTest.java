package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.local.Http.Reply;
import io.twinfeed.local.fault.Fault;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalFaultsTest {
  private LocalService service;
  private Http http;
  private Http admin;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    admin = http.at("");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void faults_that_can_not_be_read_are_refused_and_change_nothing() {
    admin.put("/local/faults", "[{\"status\":503}]");
    assertThat(admin.put("/local/faults", "[{\"status\":503,\"rat\":1}]").error())
        .startsWith("400 InvalidArgument: faults: it has no member [0] rat; known are: body");
    assertThat(http.get("/models").status()).isEqualTo(503);
  }

  @Test
  void a_status_is_answered_instead_of_doing_what_was_asked_for() {
    inject("[{method: PUT, path: '/digitaltwins/*', status: 503, retryAfter: 7, count: 1}]");
    Reply reply = http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(reply.error()).isEqualTo("503 InjectedFault: The local service was told to fail.");
    assertThat(reply.header("Retry-After")).isEqualTo("7");
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(404);
    assertThat(http.put("/digitaltwins/m", Plant.machine("")).status()).isEqualTo(200);
  }

  @Test
  void a_body_is_answered_as_it_is_given() {
    inject("[{status: 429, body: '{ \"error\": 1 }'}]");
    assertThat(http.get("/models").body()).isEqualTo("{ \"error\": 1 }");
  }

  @Test
  void a_connection_that_is_cut_before_leaves_nothing_done() {
    inject("[{cut: before, count: 1}]");
    assertThatThrownBy(() -> http.put("/digitaltwins/m", Plant.machine("")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(404);
  }

  @Test
  void a_connection_that_is_cut_afterwards_leaves_all_done() {
    inject("[{cut: after, method: put, count: 1}]");
    assertThatThrownBy(() -> http.put("/digitaltwins/m", Plant.machine("")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(200);
  }

  @Test
  void an_answer_that_is_cut_in_its_body_is_seen_as_such() {
    http.put("/digitaltwins/m", Plant.machine("\"speed\":1"));
    inject("[{cut: body, count: 3}]");
    assertThatThrownBy(() -> http.get("/digitaltwins/m")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> http.query("SELECT * FROM DIGITALTWINS"))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(
            () ->
                http.patch("/digitaltwins/m", "[{\"op\":\"add\",\"path\":\"/speed\",\"value\":2}]"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(http.get("/digitaltwins/m").json().at("/speed").asInt()).isEqualTo(2);
  }

  @Test
  void a_latency_holds_a_request_back_and_then_lets_it_be_done() {
    inject("[{latencyMillis: 150, method: put}]");
    long start = System.nanoTime();
    assertThat(http.put("/digitaltwins/m", Plant.machine("")).status()).isEqualTo(200);
    assertThat(System.nanoTime() - start).isGreaterThan(140_000_000L);
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(200);
  }

  @Test
  void faults_are_shown_replaced_and_dropped_while_it_runs() {
    assertThat(admin.get("/local/faults").body()).isEqualTo("[]");
    inject("[{status: 500, rate: 1.0}]");
    assertThat(admin.get("/local/faults").body()).isEqualTo("[{\"status\":500,\"rate\":1.0}]");
    assertThat(http.get("/models").status()).isEqualTo(500);
    assertThat(admin.delete("/local/faults").status()).isEqualTo(204);
    assertThat(http.get("/models").status()).isEqualTo(200);
  }

  @Test
  void faults_can_be_there_from_the_beginning_and_come_after_the_token() {
    LocalSettings settings =
        LocalSettings.onFreePort()
            .withTokens(Set.of("secret"))
            .withFaults(Fault.parse("[{status: 500}]"));
    try (LocalService faulty = LocalService.start(settings)) {
      Http other = new Http(faulty);
      assertThat(other.get("/models").status()).isEqualTo(401);
      assertThat(other.get("/models", "Authorization", "Bearer secret").status()).isEqualTo(500);
    }
  }

  private void inject(String faults) {
    assertThat(admin.put("/local/faults", faults).status()).isEqualTo(204);
  }
}
