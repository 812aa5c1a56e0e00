package io.twinfeed.connector;

import static io.twinfeed.connector.Plant.pump;
import static io.twinfeed.connector.Plant.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.adt.InFlight;
import io.twinfeed.adt.Reply;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.pace.Limits;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadQueryTest {
  private static final String NAMES = "SELECT T.$dtId AS id, T.name FROM DIGITALTWINS T";

  private final Plant plant = new Plant();

  @AfterEach
  void stop() {
    plant.close();
  }

  @Test
  void without_an_endpoint_no_pipeline_is_made() {
    Pipeline pipeline = Pipeline.create();

    assertThatThrownBy(() -> pipeline.apply(DigitalTwinsIO.readQuery(NAMES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DigitalTwinsIO.readQuery() needs an endpoint: .from(");
    assertThatThrownBy(() -> pipeline.apply(Create.of(NAMES)).apply(DigitalTwinsIO.readAll()))
        .hasMessageStartingWith("DigitalTwinsIO.readAll() needs an endpoint: .from(");
  }

  @Test
  void a_query_that_is_none_fails_with_its_text_and_what_the_service_says() {
    assertThatThrownBy(() -> read("SELECT nothing", plant.endpoint()))
        .hasMessageContaining(
            "DigitalTwinsIO: the twin service refused the query `SELECT nothing`:")
        .hasMessageEndingWith("; correct the query; the language is that of Azure Digital Twins");
  }

  @Test
  void a_service_that_does_not_know_us_fails_with_a_cure() {
    try (LocalService closed =
        LocalService.start(LocalSettings.onFreePort().withTokens(Set.of("a token")))) {
      assertThatThrownBy(() -> read(NAMES, closed.endpoint().toString()))
          .hasMessageContaining("does not accept our identity (401 while reading the query")
          .hasMessageContaining("; log in (az login)");
    }
  }

  @Test
  void all_pages_of_a_query_are_read() {
    List<Integer> all = IntStream.range(0, 250).boxed().toList();
    assertThat(
            InFlight.each(
                all, 16, i -> plant.store().create(pump("p" + i, Map.of("name", text("n" + i))))))
        .allMatch(Reply::isDone);

    PipelineResult result =
        Plant.run(
            pipeline -> {
              var rows = pipeline.apply(DigitalTwinsIO.readQuery(NAMES).from(plant.endpoint()));
              PAssert.thatSingleton(rows.apply(Count.globally())).isEqualTo(250L);
              PAssert.that(rows)
                  .satisfies(
                      read -> {
                        assertThat(read)
                            .contains(
                                new Value.Struct(Map.of("id", text("p249"), "name", text("n249"))));
                        return null;
                      });
            });

    assertThat(Counted.of(result).get("calls_200")).isGreaterThan(1L);
  }

  @Test
  void a_fault_of_the_service_is_borne() {
    Fault once = new Fault("POST", "/query", 503, null, null, null, null, null, null, 1);
    try (Plant faulty = new Plant(LocalSettings.onFreePort().withFaults(List.of(once)))) {
      assertThat(faulty.store().create(pump("a", Map.of())).join().isDone()).isTrue();

      PipelineResult result = read("SELECT COUNT() FROM DIGITALTWINS", faulty.endpoint());

      assertThat(Counted.of(result))
          .containsEntry("calls_503", 1L)
          .containsEntry("calls_200", 1L)
          .containsEntry("calls_repeated", 1L);
    }
  }

  @Test
  void the_time_for_which_the_service_asks_is_told_to_the_runner() {
    Fault busy = new Fault("POST", "/query", 429, 1, null, null, null, null, null, 1);
    try (Plant throttled = new Plant(LocalSettings.onFreePort().withFaults(List.of(busy)))) {
      PipelineResult result = read(NAMES, throttled.endpoint());

      assertThat(Counted.of(result).get("throttling-msecs")).isGreaterThanOrEqualTo(1_000L);
    }
  }

  @Test
  void each_query_of_a_collection_is_read() {
    assertThat(plant.store().create(pump("a", Map.of("name", text("x")))).join().isDone()).isTrue();

    Plant.run(
        pipeline ->
            PAssert.that(
                    pipeline
                        .apply(
                            Create.of(NAMES + " WHERE T.name = 'x'", NAMES + " WHERE T.name = 'y'"))
                        .apply(
                            DigitalTwinsIO.readAll()
                                .from(plant.endpoint())
                                .withLimits(Limits.AZURE)
                                .withShare(0.5)))
                .containsInAnyOrder(new Value.Struct(Map.of("id", text("a"), "name", text("x")))));
  }

  @Test
  void the_graph_shows_the_query() {
    assertThat(DisplayData.from(DigitalTwinsIO.readQuery(NAMES).from("https://x")).items())
        .filteredOn(item -> item.getKey().equals("query"))
        .extracting(DisplayData.Item::getValue)
        .containsExactly(NAMES);
  }

  private static PipelineResult read(String query, String endpoint) {
    return Plant.run(pipeline -> pipeline.apply(DigitalTwinsIO.readQuery(query).from(endpoint)));
  }
}
