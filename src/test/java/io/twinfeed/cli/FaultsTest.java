package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.limit.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong while a run writes or reads: the graph ends as it should be and the counts are
 * those of what was done, or it fails with a reason and the next run makes it good.
 */
class FaultsTest {
  private static final int MACHINES = 400;
  private static final int LINES = 20;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    begin(LocalSettings.onFreePort());
  }

  private void begin(LocalSettings settings) throws IOException {
    scene = Scene.withH2(folder, settings);
    Machines.make(scene, MACHINES, LINES);
    pipeline = scene.write("machines.yaml", Scene.HEAD + Machines.RULES);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_database_that_goes_away_while_it_is_read_changes_nothing()
      throws IOException, SQLException {
    scene.sql("INSERT INTO machine SELECT x, SPACE(500), 0 FROM SYSTEM_RANGE(1001, 21000)");
    Server server = Server.createTcpServer("-tcpPort", "0").start();
    try (Relay relay = new Relay(server.getPort())) {
      Scene.variable("ERP_URL", scene.urlAt(relay.port()));
      // Of ten million
      relay.after(4_000_000, relay::down);

      CliRun run = scene.run(pipeline);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
      assertThat(run.error()).startsWith("error: reading the sources failed: ");
      assertThat(run.showsAStackTrace()).isFalse();
      assertThat(twins()).isZero();
      relay.up();
      scene.sql("DELETE FROM machine WHERE no > 1000");
      assertThat(scene.run(pipeline).exitCode()).isZero();
      assertGraph();
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "- {status: 503, rate: 0.05}",
        "- {status: 429, retryAfter: 1, rate: 0.005}",
        "- {cut: BEFORE, rate: 0.01, seed: 1}\\n- {cut: AFTER, rate: 0.01, seed: 2}",
        "- {cut: BODY, rate: 0.01}",
        "- {latencyMillis: 2000, rate: 0.01}",
      })
  void calls_that_go_wrong_now_and_then_leave_no_trace(String faults) throws IOException {
    scene.faults(faults.replace("\\n", "\n"));

    JsonNode calls = assertDone(scene.run(pipeline));

    if (!faults.contains("latency")) {
      assertThat(calls.path("retries").asInt()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void all_of_it_at_once_leaves_no_trace_either(String runner) throws IOException {
    scene.faults(
        """
        - {status: 503, rate: 0.05, seed: 1}
        - {cut: BEFORE, rate: 0.01, seed: 2}
        - {cut: AFTER, rate: 0.01, seed: 3}
        - {cut: BODY, rate: 0.01, seed: 4}
        - {latencyMillis: 2000, rate: 0.01, seed: 5}
        """);

    assertDone(scene.run(pipeline, "--runner-config", "runner-configs/" + runner + ".yaml"));
  }

  @Test
  void a_storm_at_one_twin_slows_down_what_concerns_it_and_rejects_nothing() throws IOException {
    scene.close();
    begin(LocalSettings.onFreePort().withLimits(perTwin(20)));
    scene.sql("UPDATE machine SET line = 0 WHERE no <= 60");

    JsonNode calls = assertDone(scene.run(pipeline));

    assertThat(calls.path("byStatus").path("429").asInt()).isPositive();
    // Each that was refused has told its twin's budget, so that the others did not go
    assertThat(calls.path("byStatus").path("429").asInt()).isLessThan(60);
  }

  @Test
  void a_service_that_is_away_for_a_moment_is_waited_for() throws IOException {
    holdOutage("direct", 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  @Tag("long")
  void a_service_that_is_away_for_thirty_seconds_is_waited_for(String runner) throws IOException {
    holdOutage(runner, 30);
  }

  private void holdOutage(String runner, int seconds) throws IOException {
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    try (Relay relay = new Relay(scene.service.endpoint().getPort())) {
      Scene.variable("TWINS_ENDPOINT", "http://127.0.0.1:" + relay.port());
      relay.after(
          100_000,
          () -> {
            relay.down();
            later.schedule(relay::up, seconds, TimeUnit.SECONDS);
          });

      JsonNode calls =
          assertDone(scene.run(pipeline, "--runner-config", "runner-configs/" + runner + ".yaml"));

      assertThat(calls.path("byStatus").path("0").asInt()).as("lost").isPositive();
    } finally {
      later.shutdownNow();
    }
  }

  @Test
  @Tag("long")
  void a_service_that_stays_away_ends_the_run_and_the_next_one_makes_it_good() throws IOException {
    try (Relay relay = new Relay(scene.service.endpoint().getPort())) {
      Scene.variable("TWINS_ENDPOINT", "http://127.0.0.1:" + relay.port());
      relay.after(100_000, relay::down);

      CliRun run = scene.run(pipeline);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(6);
      assertThat(run.error())
          .isEqualTo("error: the twin service can't be reached: it has not answered for 60 s");
      assertThat(twins()).isBetween(1, MACHINES + LINES - 1);
      relay.up();
      assertThat(scene.run(pipeline).exitCode()).isZero();
      assertGraph();
    }
  }

  private static Limits perTwin(double rate) {
    return new Limits(null, null, null, null, null, null, null, null, rate, null, null, null);
  }

  // Gives the calls of the run
  private JsonNode assertDone(CliRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(scene.latestRejects()).isEmpty();
    int twins = MACHINES + LINES;
    assertThat(scene.counts("twins"))
        .isEqualTo(new TreeMap<>(Map.of("desired", twins, "created", twins)));
    assertThat(scene.counts("relationships"))
        .isEqualTo(new TreeMap<>(Map.of("desired", MACHINES, "created", MACHINES)));
    JsonNode calls = scene.latestSummary().path("calls");
    scene.faults("[]");
    assertGraph();

    assertThat(scene.run(pipeline).exitCode()).isZero();
    assertThat(scene.counts("twins")).containsEntry("unchanged", twins);
    return calls;
  }

  private void assertGraph() {
    assertThat(twins()).isEqualTo(MACHINES + LINES);
    Map<String, String> asked = new TreeMap<>();
    scene.rows("SELECT 'm-' || no, 'l-' || line FROM machine", asked);
    Map<String, String> there = new TreeMap<>();
    CliRun links = query("SELECT R.$sourceId, R.$targetId FROM RELATIONSHIPS R");
    links
        .out()
        .lines()
        .map(line -> line.split("\"", -1))
        .forEach(parts -> there.put(parts[3], parts[7]));
    assertThat(there).isEqualTo(asked);
    assertThat(links.out().lines()).hasSize(MACHINES);
  }

  private int twins() {
    return Integer.parseInt(query("SELECT COUNT() FROM DIGITALTWINS").out().replaceAll("\\D", ""));
  }

  private CliRun query(String text) {
    return CliRun.of("query", text, "--endpoint", scene.endpoint());
  }
}
