package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.sample.DayOfChange;
import io.twinfeed.sample.EmbeddedErp;
import io.twinfeed.sample.ErpData;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on the sample ERP in a real PostgreSQL: the same data through the Direct runner into
 * one service and through embedded Flink into another.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BottlingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PIPELINE = Path.of("pipelines/bottling/bottling.yaml");
  private static final String DIRECT = "runner-configs/direct.yaml";
  private static final String FLINK = "runner-configs/flink-embedded.yaml";
  private static final TwinId MACHINE = new TwinId("machine-M-000030");

  @TempDir static Path folder;
  private static EmbeddedErp erp;
  private static LocalService byDirect;
  private static LocalService byFlink;

  @BeforeAll
  static void begin() {
    erp = EmbeddedErp.start(folder.resolve("erp"));
    erp.load(1);
    Scene.variable("ERP_URL", erp.url());
    Scene.variable("ERP_USER", erp.user());
    Scene.variable("ERP_PASSWORD", erp.password());
    byDirect = LocalService.start(LocalSettings.onFreePort());
    byFlink = LocalService.start(LocalSettings.onFreePort());
    for (LocalService service : List.of(byDirect, byFlink)) {
      assertThat(
              CliRun.of(
                      "models",
                      "push",
                      "pipelines/bottling/models",
                      "--endpoint",
                      service.endpoint().toString())
                  .exitCode())
          .isZero();
    }
  }

  @AfterAll
  static void end() {
    byDirect.close();
    byFlink.close();
    erp.close();
  }

  @Test
  @Order(1)
  void the_first_run_creates_the_whole_graph_and_it_is_the_same_from_both_runners()
      throws IOException {
    for (JsonNode summary : List.of(run(byDirect, DIRECT), run(byFlink, FLINK))) {
      counts(summary.path("twins"), 1_984, 1_984, 0, 0);
      counts(summary.path("relationships"), 5_771, 5_771, 0, 0);
      assertThat(summary.path("sources").path("machines").path("filtered").asInt()).isEqualTo(4);
    }
    assertThat(graph(byFlink)).isEqualTo(graph(byDirect));
  }

  @Test
  @Order(2)
  void only_the_changes_of_a_day_are_written_and_what_is_not_ours_stays()
      throws IOException, SQLException {
    writeTemperature(byDirect);
    writeTemperature(byFlink);
    DayOfChange day = erp.change();

    for (JsonNode summary : List.of(run(byDirect, DIRECT), run(byFlink, FLINK))) {
      JsonNode twins = summary.path("twins");
      assertThat(twins.path("created").asInt()).isEqualTo(day.twinsCreated());
      assertThat(twins.path("updated").asInt()).isEqualTo(day.twinsUpdated());
      JsonNode links = summary.path("relationships");
      assertThat(links.path("created").asInt()).isEqualTo(day.relationshipsCreated());
      assertThat(links.path("updated").asInt()).isEqualTo(day.relationshipsUpdated());
      assertThat(links.path("deleted").asInt()).isZero();
      // 204 answers patches and deletes: a moved machine is a new relationship and a deleted one
      assertThat(summary.path("calls").path("byStatus").path("204").asInt())
          .isEqualTo(day.twinsUpdated() + day.relationshipsUpdated());
    }
    assertThat(graph(byFlink)).isEqualTo(graph(byDirect));
    assertThat(
            ask(byDirect, "SELECT temperature FROM DIGITALTWINS WHERE $dtId = '" + MACHINE + "'"))
        .containsExactly("{\"temperature\":61.5}");
  }

  @Test
  @Order(3)
  void a_run_without_changes_writes_nothing() throws IOException {
    JsonNode summary = run(byDirect, DIRECT);

    counts(summary.path("twins"), 1_992, 0, 0, 1_992);
    counts(summary.path("relationships"), 5_789, 0, 0, 5_789);
    assertThat(summary.path("calls").path("byStatus").fieldNames())
        .toIterable()
        .containsExactly("200");
  }

  @Test
  @Order(4)
  void awkward_texts_and_decimals_are_in_the_graph_as_they_are_in_the_table() throws IOException {
    List<String> slogans =
        ask(byDirect, "SELECT slogan FROM DIGITALTWINS WHERE IS_DEFINED(slogan)");

    assertThat(slogans).anyMatch(line -> line.startsWith("{\"slogan\":\"["));
    assertThat(slogans).anyMatch(line -> line.startsWith("{\"slogan\":\"{"));
    assertThat(slogans).anyMatch(line -> line.startsWith("{\"slogan\":\"\\\""));
  }

  @Test
  @Order(5)
  void a_preview_of_each_rule_shows_what_the_run_has_written() throws IOException {
    Agreement agreement = Agreement.with(graph(byDirect));
    for (String rule : agreement.rules(PIPELINE)) {
      agreement.check(
          rule, CliRun.of("preview", PIPELINE.toString(), rule, "--rows", "1000", "--json"));
    }
    assertThat(agreement.twins()).isGreaterThan(1_500);
    assertThat(agreement.relationships()).isGreaterThan(3_000);
  }

  @Test
  @Order(6)
  void a_parameter_narrows_what_is_read() throws IOException {
    JsonNode summary = run(byDirect, DIRECT, "--param", "plant=DE01");

    assertThat(summary.path("sources").path("plants").path("rows").asInt()).isEqualTo(1);
    assertThat(summary.path("parameters").path("plant").asText()).isEqualTo("DE01");
  }

  @Test
  @Order(7)
  void rows_that_can_not_become_twins_are_rejects_and_the_others_arrive()
      throws IOException, SQLException {
    List<String> faults;
    try (var connection = erp.connect()) {
      faults = ErpData.faults(connection);
    }

    JsonNode summary = summary(byDirect, DIRECT, 7);

    assertThat(summary.path("sources").path("sensors").path("rejected").asInt())
        .isEqualTo(faults.size());
    assertThat(summary.path("status").asText()).isEqualTo("partial");
    assertThat(summary.path("twins").path("unchanged").asInt()).isEqualTo(1_992);
  }

  private static void counts(
      JsonNode counts, int desired, int created, int updated, int unchanged) {
    assertThat(
            Stream.of("desired", "created", "updated", "unchanged", "rejected", "held", "deleted")
                .map(name -> counts.path(name).asInt()))
        .containsExactly(desired, created, updated, unchanged, 0, 0, 0);
  }

  private static JsonNode run(LocalService service, String runner, String... more)
      throws IOException {
    return summary(service, runner, 0, more);
  }

  private static JsonNode summary(LocalService service, String runner, int exitCode, String... more)
      throws IOException {
    Scene.variable("TWINS_ENDPOINT", service.endpoint().toString());
    Path runs = folder.resolve("runs");
    List<String> args =
        Stream.concat(
                Stream.of(
                    "run",
                    PIPELINE.toString(),
                    "--runs-dir",
                    runs.toString(),
                    "--runner-config",
                    runner),
                Stream.of(more))
            .toList();
    CliRun run = CliRun.of(args.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return JSON.readTree(runs.resolve("latest/summary.json").toFile());
  }

  private static void writeTemperature(LocalService service) {
    try (TwinStore store = TwinService.connectImpatiently(service.endpoint().toString())) {
      var measured = new Value.Num(new java.math.BigDecimal("61.5"));
      var patch = new Patch(List.of(new Patch.Add("/temperature", measured)));
      assertThat(store.patch(MACHINE, patch, null).join().isDone()).isTrue();
    }
  }

  /** All twins and relationships, sorted, without what the service makes: versions and times. */
  private static List<String> graph(LocalService service) throws IOException {
    Path file = Files.createTempFile(folder, "graph", ".ndjson");
    try (TwinStore store = TwinService.connectImpatiently(service.endpoint().toString())) {
      GraphFile.write(store, file);
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(BottlingTest::withoutServersOwn).sorted().toList();
    }
  }

  private static String withoutServersOwn(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      strip(json);
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void strip(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(List.of("$etag", "$lastUpdateTime", "lastUpdateTime"));
    }
    json.forEach(BottlingTest::strip);
  }

  private static List<String> ask(LocalService service, String query) {
    return CliRun.of("query", query, "--endpoint", service.endpoint().toString())
        .out()
        .lines()
        .toList();
  }
}
