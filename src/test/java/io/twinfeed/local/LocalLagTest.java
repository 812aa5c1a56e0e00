package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalLagTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service =
        LocalService.start(
            LocalSettings.onFreePort().withClock(now::get).withQueryLag(Duration.ofSeconds(4)));
    http = Plant.withModels(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_lag_can_not_be_negative() {
    assertThatThrownBy(() -> LocalSettings.onFreePort().withQueryLag(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
  }

  @Test
  void queries_see_twins_as_they_were_and_reads_as_they_are() {
    at(0);
    http.put("/digitaltwins/m", Plant.machine("\"speed\":1"));
    at(2);
    assertThat(speeds()).isEmpty();
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(200);
    http.put("/digitaltwins/m", Plant.machine("\"speed\":2"));
    at(4);
    assertThat(speeds()).containsExactly("1");
    at(6);
    assertThat(speeds()).containsExactly("2");
    http.delete("/digitaltwins/m");
    at(9);
    assertThat(speeds()).containsExactly("2");
    assertThat(http.get("/digitaltwins/m").status()).isEqualTo(404);
    at(10);
    assertThat(speeds()).isEmpty();
  }

  @Test
  void queries_see_relationships_as_they_were() {
    at(0);
    http.put("/digitaltwins/a", Plant.machine(""));
    http.put("/digitaltwins/b", Plant.machine(""));
    at(1);
    http.put("/digitaltwins/a/relationships/r", Plant.link("feeds", "b", "\"rate\":1"));
    at(4);
    assertThat(links()).isEmpty();
    at(5);
    assertThat(links()).containsExactly("r");
    http.delete("/digitaltwins/a/relationships/r");
    at(8);
    assertThat(links()).containsExactly("r");
    at(9);
    assertThat(links()).isEmpty();
    assertThat(http.query("SELECT COUNT() FROM DIGITALTWINS").json().at("/value/0/COUNT").asInt())
        .isEqualTo(2);
  }

  private void at(int seconds) {
    now.set(START.plusSeconds(seconds));
  }

  private List<String> speeds() {
    return http
        .query("SELECT * FROM DIGITALTWINS WHERE $dtId = 'm'")
        .json()
        .at("/value")
        .findValuesAsText("speed")
        .stream()
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private List<String> links() {
    return http.query("SELECT * FROM RELATIONSHIPS")
        .json()
        .at("/value")
        .findValuesAsText("$relationshipId");
  }
}
