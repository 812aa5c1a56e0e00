package io.twinfeed.connector;

import static io.twinfeed.connector.Plant.feeds;
import static io.twinfeed.connector.Plant.pump;
import static io.twinfeed.connector.Plant.set;
import static io.twinfeed.connector.Plant.text;
import static io.twinfeed.connector.Plant.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.job.RunnerConfig;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteTest {
  private final Plant plant = new Plant();

  @AfterEach
  void stop() {
    plant.close();
  }

  @Test
  void without_an_endpoint_no_pipeline_is_made() {
    Pipeline pipeline = Pipeline.create();
    var mutations = pipeline.apply(Create.<Mutation>of(upsert("a", "x")));

    assertThatThrownBy(() -> mutations.apply(DigitalTwinsIO.write()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DigitalTwinsIO.write() needs an endpoint: .to(");
    assertThatThrownBy(() -> DigitalTwinsIO.write().withShare(0))
        .hasMessage("share must be above 0 and up to 1 (is 0.0)");
  }

  @Test
  void a_variable_that_is_not_set_in_the_worker_fails_with_its_name() {
    assertThatThrownBy(
            () ->
                Plant.run(
                    pipeline ->
                        pipeline
                            .apply(Create.<Mutation>of(upsert("a", "x")))
                            .apply(DigitalTwinsIO.write().to("${env:NOT_SET_ANYWHERE}"))))
        .hasMessageContaining(
            "DigitalTwinsIO: endpoint: the environment variable NOT_SET_ANYWHERE is not set");
  }

  @Test
  void an_address_that_may_not_be_used_fails_with_a_cure() {
    assertThatThrownBy(
            () ->
                Plant.run(
                    pipeline ->
                        pipeline
                            .apply(Create.<Mutation>of(upsert("a", "x")))
                            .apply(DigitalTwinsIO.write().to("http://192.0.2.1:8099"))))
        .hasMessageContaining("is plain http and not on this machine; use https://");
  }

  @Test
  void each_mutation_is_in_one_of_two_outputs_once() {
    Mutation good = upsert("a", "x");
    Mutation wrong = new Mutation.UpsertTwin(pump("b", Map.of("temperature", text("warm"))));
    Mutation dangling = new Mutation.PatchTwin(new TwinId("c"), set("/name", text("x")));

    PipelineResult result =
        Plant.run(
            pipeline -> {
              WriteResult written =
                  pipeline
                      .apply(
                          Create.of(good, wrong, dangling)
                              .withType(TypeDescriptor.of(Mutation.class)))
                      .apply(DigitalTwinsIO.write().to(plant.endpoint()));
              PAssert.that(written.successes())
                  .containsInAnyOrder(new WriteSuccess(good, Effect.CREATED));
              PAssert.that(written.failures())
                  .satisfies(
                      failures -> {
                        assertThat(failures)
                            .extracting(WriteFailure::code)
                            .containsExactlyInAnyOrder("TWIN-400", "TWIN-404");
                        assertThat(failures)
                            .extracting(WriteFailure::mutation)
                            .containsExactlyInAnyOrder(wrong, dangling);
                        return null;
                      });
            });

    assertThat(plant.twin("a").properties()).containsEntry("name", text("x"));
    assertThat(plant.has("b")).isFalse();
    assertThat(Counted.of(result))
        .containsEntry("mutations_created", 1L)
        .containsEntry("mutations_failed", 2L)
        .containsEntry("calls_400", 1L)
        .containsEntry("calls_404", 1L)
        .containsEntry("calls_200", 1L);
  }

  @Test
  void relationships_are_written_after_the_twins_that_they_wait_for_on_an_embedded_flink() {
    Pipeline pipeline =
        Pipeline.create(
            new RunnerConfig(
                    "(test)", "FlinkRunner", Map.of("flinkMaster", "[local]", "parallelism", "2"))
                .toOptions());
    List<Mutation> pumps = new ArrayList<>();
    List<Mutation> links = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      pumps.add(upsert("pump-" + i, "pump " + i));
      links.add(new Mutation.UpsertRelationship(feeds("pump-" + i, "r", "pump-" + (i + 1) % 601)));
    }
    Write write = DigitalTwinsIO.write().to(plant.endpoint());

    WriteResult twins = pipeline.apply("Pumps", Create.of(pumps)).apply("Write pumps", write);
    WriteResult feeding =
        pipeline
            .apply("Links", Create.of(links))
            .apply(Wait.on(twins.successes()))
            .apply("Write links", write);
    PAssert.that(twins.failures()).empty();
    PAssert.that(feeding.failures())
        .satisfies(
            failures -> {
              assertThat(failures)
                  .singleElement()
                  .satisfies(
                      failure -> {
                        assertThat(failure.code()).isEqualTo("REL-404");
                        assertThat(failure.mutation().twin()).isEqualTo(new TwinId("pump-599"));
                      });
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertThat(plant.relationship("pump-598", "r").target()).isEqualTo(new TwinId("pump-599"));
    assertThat(plant.twin("pump-599").properties()).containsEntry("name", text("pump 599"));
  }

  @Test
  void an_endless_input_is_written_as_it_comes_and_keeps_its_windows() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    Duration minute = Duration.standardMinutes(1);
    TestStream<Mutation> stream =
        TestStream.create(new MutationCoder())
            .advanceWatermarkTo(noon)
            .addElements(TimestampedValue.of(upsert("a", "x"), noon.plus(1)))
            .advanceProcessingTime(Duration.standardSeconds(2))
            .addElements(TimestampedValue.of(upsert("b", "x"), noon.plus(minute)))
            // Too late for its window, were it grouped in it
            .advanceWatermarkTo(noon.plus(minute).plus(minute))
            .addElements(TimestampedValue.of(upsert("c", "x"), noon.plus(2)))
            .advanceWatermarkToInfinity();

    Plant.run(
        pipeline -> {
          WriteResult written =
              pipeline
                  .apply(stream)
                  .apply(Window.into(FixedWindows.of(minute)))
                  .apply(DigitalTwinsIO.write().to(plant.endpoint()));
          PAssert.that(written.successes())
              .inWindow(new IntervalWindow(noon, minute))
              .containsInAnyOrder(new WriteSuccess(upsert("a", "x"), Effect.CREATED));
          PAssert.that(written.successes())
              .inWindow(new IntervalWindow(noon.plus(minute), minute))
              .containsInAnyOrder(new WriteSuccess(upsert("b", "x"), Effect.CREATED));
          PAssert.that(written.failures()).empty();
        });

    assertThat(plant.has("a")).isTrue();
    assertThat(plant.has("b")).isTrue();
    assertThat(plant.has("c")).isTrue();
  }

  @Test
  void windows_that_merge_are_left_as_they_are() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    Duration gap = Duration.standardMinutes(1);

    Plant.run(
        pipeline -> {
          WriteResult written =
              pipeline
                  .apply(
                      Create.timestamped(
                          TimestampedValue.of((Mutation) upsert("a", "x"), noon),
                          TimestampedValue.of((Mutation) upsert("b", "x"), noon.plus(1000))))
                  .apply(Window.into(Sessions.withGapDuration(gap)))
                  .apply(DigitalTwinsIO.write().to(plant.endpoint()));
          PAssert.that(written.successes())
              .inWindow(new IntervalWindow(noon, gap))
              .containsInAnyOrder(new WriteSuccess(upsert("a", "x"), Effect.CREATED));
          PAssert.that(written.successes())
              .inWindow(new IntervalWindow(noon.plus(1000), gap))
              .containsInAnyOrder(new WriteSuccess(upsert("b", "x"), Effect.CREATED));
          PAssert.that(written.failures()).empty();
        });
  }

  @Test
  void what_concerns_one_twin_is_written_in_the_order_of_time() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    List<TimestampedValue<Mutation>> changes = new ArrayList<>();
    changes.add(TimestampedValue.of(upsert("a", "first"), noon));
    for (int i = 1; i <= 40; i++) {
      changes.add(
          TimestampedValue.of(
              new Mutation.PatchTwin(new TwinId("a"), set("/temperature", Value.Num.of(i))),
              noon.plus(i)));
    }
    List<TimestampedValue<Mutation>> backwards = new ArrayList<>(changes);
    java.util.Collections.reverse(backwards);

    Plant.run(
        pipeline -> {
          WriteResult written =
              pipeline
                  .apply(Create.timestamped(backwards).withCoder(new MutationCoder()))
                  .apply(DigitalTwinsIO.write().to(plant.endpoint()));
          PAssert.that(written.failures()).empty();
        });

    assertThat(plant.twin("a").properties()).containsEntry("temperature", Value.Num.of(40));
  }

  @Test
  void the_time_that_limits_cost_is_told_to_the_runner() {
    List<Mutation> many =
        IntStream.range(0, 30).<Mutation>mapToObj(i -> upsert("p" + i, "x")).toList();

    PipelineResult result =
        Plant.run(
            pipeline -> {
              WriteResult written =
                  pipeline
                      .apply(Create.of(many))
                      .apply(
                          DigitalTwinsIO.write()
                              .to(plant.endpoint())
                              .withLimits(Limits.NONE.with(Operation.CREATE_DELETE, 100))
                              .withShare(0.5));
              PAssert.that(written.failures()).empty();
            });

    // 50 a second, of which a quarter of a second's goes at once
    assertThat(Counted.of(result).get("throttling-msecs")).isPositive();
    assertThat(Counted.of(result)).containsEntry("batch_size", 30L);
  }

  @Test
  void the_time_for_which_the_service_asks_is_told_to_the_runner() {
    Fault busy = new Fault("PUT", "/digitaltwins/*", 429, 1, null, null, null, null, null, 1);
    try (Plant throttled = new Plant(LocalSettings.onFreePort().withFaults(List.of(busy)))) {
      PipelineResult result =
          Plant.run(
              pipeline -> {
                WriteResult written =
                    pipeline
                        .apply(Create.<Mutation>of(upsert("a", "x")))
                        .apply(DigitalTwinsIO.write().to(throttled.endpoint()));
                PAssert.that(written.failures()).empty();
              });

      assertThat(Counted.of(result).get("throttling-msecs")).isPositive();
      assertThat(Counted.of(result)).containsEntry("calls_repeated", 1L);
    }
  }

  @Test
  void the_graph_shows_endpoint_and_limits_as_they_were_given() {
    DisplayData shown =
        DisplayData.from(
            DigitalTwinsIO.write().to("${env:TWINS}").withLimits(Limits.AZURE).withShare(0.8));

    assertThat(shown.items())
        .extracting(DisplayData.Item::getKey)
        .contains("endpoint", "share", "limits.patch", "limits.per_twin");
    assertThat(shown.items())
        .filteredOn(item -> item.getKey().equals("endpoint"))
        .extracting(DisplayData.Item::getValue)
        .containsExactly("${env:TWINS}");
    assertThat(DisplayData.from(DigitalTwinsIO.write().to("https://x")).items())
        .extracting(DisplayData.Item::getKey)
        .contains("limits");
  }
}
