package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import io.twinfeed.local.limit.Limits;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalLimitsTest {
  private static final String PATCH = "[{\"op\":\"add\",\"path\":\"/name\",\"value\":\"x\"}]";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service =
        LocalService.start(LocalSettings.onFreePort().withClock(now::get).withLimits(Limits.AZURE));
    http = Plant.withModels(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_twin_that_is_written_too_often_is_throttled_by_the_service() {
    http.put("/digitaltwins/m", Plant.machine(""));
    for (int i = 0; i < 9; i++) {
      assertThat(http.patch("/digitaltwins/m", PATCH).status()).isEqualTo(204);
    }
    Reply refused = http.patch("/digitaltwins/m", PATCH);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(refused.body()).startsWith("{\"error\":{\"code\":\"TooManyRequests\",\"message\":");
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(200);
    now.set(Instant.parse("2026-01-02T03:04:06Z"));
    assertThat(http.patch("/digitaltwins/m", PATCH).status()).isEqualTo(204);
  }

  @Test
  void a_relationship_counts_at_both_its_ends() {
    http.put("/digitaltwins/hub", Plant.machine(""));
    for (int i = 0; i < 9; i++) {
      http.put("/digitaltwins/m" + i, Plant.machine(""));
    }
    now.set(Instant.parse("2026-01-02T03:05:00Z"));
    for (int i = 0; i < 9; i++) {
      assertThat(
              http.put("/digitaltwins/m" + i + "/relationships/r", Plant.link("near", "hub", ""))
                  .status())
          .isEqualTo(200);
    }
    assertThat(http.delete("/digitaltwins/m0/relationships/r").status()).isEqualTo(204);
    assertThat(http.delete("/digitaltwins/m1/relationships/r").status()).isEqualTo(429);
    assertThat(http.patch("/digitaltwins/m1", PATCH).status()).isEqualTo(204);
    assertThat(http.patch("/digitaltwins/hub", PATCH).status()).isEqualTo(429);
  }

  @Test
  void a_class_of_requests_is_throttled_in_front_of_the_service() {
    assertThat(http.get("/jobs/imports").status()).isEqualTo(200);
    Reply refused = http.get("/jobs/deletions");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Content-Type")).isEqualTo("application/json");
    assertThat(refused.header("Strict-Transport-Security")).isEmpty();
    assertThat(refused.header("x-ms-error-code")).isEmpty();
    assertThat(refused.body())
        .startsWith("{ \"error\": { \"statusCode\": 429, \"message\": \"Maximum request rate limit")
        .endsWith(" } }");
    assertThat(http.get("/models").status()).isEqualTo(200);
  }

  @Test
  void queries_that_cost_too_much_have_to_wait() {
    Limits cheap = Limits.parse("queryUnits: 3");
    try (LocalService poor =
        LocalService.start(LocalSettings.onFreePort().withClock(now::get).withLimits(cheap))) {
      Http other = new Http(poor);
      String query = "SELECT * FROM DIGITALTWINS";
      assertThat(other.query(query).header("query-charge")).isEqualTo("2.8");
      assertThat(other.query(query).status()).isEqualTo(200);
      Reply refused = other.query(query);
      assertThat(refused.error()).startsWith("429 QuotaReachedError: ");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void a_full_graph_takes_no_more_twins_and_a_full_twin_no_more_relationships() {
    Limits small = Limits.parse("{twins: 4, relationshipsPerTwin: 2}");
    try (LocalService full = LocalService.start(LocalSettings.onFreePort().withLimits(small))) {
      Http other = Plant.withModels(full);
      for (String id : new String[] {"a", "b", "c", "d"}) {
        other.put("/digitaltwins/" + id, Plant.machine(""));
      }
      assertThat(other.put("/digitaltwins/e", Plant.machine("")).error())
          .startsWith("400 TwinLimitReached: ");
      assertThat(other.put("/digitaltwins/a", Plant.machine("")).status()).isEqualTo(200);
      assertThat(link(other, "a", "1", "b")).isEqualTo(200);
      assertThat(link(other, "a", "2", "b")).isEqualTo(200);
      assertThat(link(other, "a", "3", "c")).isEqualTo(400);
      assertThat(link(other, "c", "1", "b")).isEqualTo(400);
      assertThat(link(other, "a", "2", "c")).isEqualTo(200);
      assertThat(link(other, "c", "1", "b")).isEqualTo(200);
      other.delete("/digitaltwins/d");
      assertThat(other.put("/digitaltwins/e", Plant.machine("")).status()).isEqualTo(200);
    }
  }

  private static int link(Http http, String source, String id, String target) {
    return http.put(
            "/digitaltwins/" + source + "/relationships/" + id, Plant.link("near", target, ""))
        .status();
  }
}
