package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.cli.Passage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends a process that runs, in an orderly way and soon. */
class CancelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CANCELLED = 130;
  // It is 5 s; the machine of a test may be busy
  private static final int SOON = 10;
  private static final String PIPELINE =
      """
      version: 1
      name: machines
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models, limits: {profile: none, createDelete: 250/s}}
      sources:
        machines: {connection: erp, table: machine, key: [no]}
      twins:
        - {name: machine, from: machines, model: "dtmi:com:example:Machine;1", id: "m-${no}", properties: {name: "${name}"}}
      relationships:
        - {name: next, from: machines, source: "m-${no}", target: "m-${next}"}
      """;
  private static final int MACHINES = 600;

  @TempDir Path folder;
  private Scene scene;
  private Server database;
  private Turnstile turnstile;
  private Path pipeline;
  private Process process;

  @BeforeEach
  void begin() throws IOException, SQLException {
    HangingDatabase.reset();
    scene = Scene.withH2(folder);
    database = Server.createTcpServer("-tcpPort", "0").start();
    turnstile = new Turnstile(scene.service.endpoint());
    // As the process has it: the state is that of an endpoint
    Scene.variable("TWINS_ENDPOINT", turnstile.endpoint());
    scene.models(Machines.MODELS);
    scene.sql(
        "CREATE TABLE machine (no INT PRIMARY KEY, name VARCHAR, next INT)",
        "INSERT INTO machine SELECT x, 'A', x - 1 FROM SYSTEM_RANGE(1, %d)".formatted(MACHINES),
        "UPDATE machine SET next = 2 WHERE no = 1");
    pipeline = scene.write("machines.yaml", PIPELINE);
  }

  @AfterEach
  void end() {
    HangingDatabase.release();
    if (process != null) {
      process.destroyForcibly();
    }
    turnstile.close();
    database.stop();
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void a_run_that_is_cancelled_while_it_writes_says_what_it_wrote(String runner)
      throws IOException, InterruptedException {
    signalAtWrite(300);
    start("run", "--runner-config", "runner-configs/" + runner + ".yaml", "--json");
    assertThat(ends()).isEqualTo(CANCELLED);

    JsonNode summary = scene.latestSummary();
    assertThat(summary.path("status").asText()).isEqualTo("cancelled");
    assertThat(summary.path("exitCode").asInt()).isEqualTo(CANCELLED);
    assertThat(JSON.readTree(Files.readString(folder.resolve("out")))).isEqualTo(summary);
    assertThat(err()).contains("cancelled before it came to its end").doesNotContain("\tat ");
    assertThat(summary.at("/sources/machines/rows").asInt()).isEqualTo(MACHINES);
    assertThat(summary.at("/twins/desired").asInt()).isEqualTo(MACHINES);
    int created = summary.at("/twins/created").asInt();
    assertThat(created).isBetween(300 - 2 * 64, MACHINES - 1);
    // What was done and not answered in the last second is in the graph, and not counted
    assertThat(count("DIGITALTWINS")).isBetween(created, created + 64);
    assertThat(summary.at("/relationships/created").asInt()).isZero();
    assertThat(summary.at("/calls/total").asInt()).isGreaterThanOrEqualTo(created);

    CliRun next = scene.run(pipeline);
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(next.err()).contains("did not come to its end");
    assertThat(scene.counts("twins").get("desired")).isEqualTo(MACHINES);
    assertThat(count("DIGITALTWINS")).isEqualTo(MACHINES);
    assertThat(count("RELATIONSHIPS")).isEqualTo(MACHINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void a_run_that_fails_while_it_writes_says_what_it_wrote(String runner) throws IOException {
    // The service takes the identity's rights away
    scene.faults("[{method: PUT, path: '/digitaltwins/*/relationships/*', status: 403}]");

    CliRun failed = scene.run(pipeline, "--runner-config", "runner-configs/" + runner + ".yaml");

    assertThat(failed.exitCode()).isEqualTo(6);
    assertThat(failed.error()).contains("403");
    JsonNode summary = scene.latestSummary();
    assertThat(summary.path("status").asText()).isEqualTo("failed");
    assertThat(summary.at("/sources/machines/rows").asInt()).isEqualTo(MACHINES);
    assertThat(summary.at("/twins/created").asInt()).isEqualTo(MACHINES);
    assertThat(summary.at("/relationships/desired").asInt()).isEqualTo(MACHINES);
    assertThat(summary.at("/relationships/created").asInt()).isZero();
    // The rest is not tried any more
    assertThat(summary.at("/calls/byStatus/403").asInt()).isBetween(1, MACHINES / 2);
    assertThat(failed.err()).containsPattern("twins +%d +%<d".formatted(MACHINES));
  }

  @Test
  void a_plan_that_is_cancelled_while_it_is_carried_out_says_what_was_written()
      throws IOException, InterruptedException {
    Path plan = folder.resolve("plan.ndjson");
    CliRun made =
        CliRun.of(
            "plan",
            pipeline.toString(),
            "--runs-dir",
            folder.resolve("runs").toString(),
            "--out",
            plan.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    signalAtWrite(MACHINES + 50); // relationships

    start("run", "--plan", plan.toString());
    assertThat(ends()).isEqualTo(CANCELLED);

    JsonNode summary = scene.latestSummary();
    assertThat(summary.path("status").asText()).isEqualTo("cancelled");
    assertThat(summary.at("/sources/machines/rows").asInt()).isEqualTo(MACHINES);
    assertThat(summary.at("/twins/created").asInt()).isEqualTo(MACHINES);
    // What was done and not answered in the last second is in the graph, and not counted
    int there = count("RELATIONSHIPS");
    assertThat(summary.at("/relationships/created").asInt()).isBetween(there - 64, there);
    CliRun next = scene.run(pipeline);
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(count("RELATIONSHIPS")).isEqualTo(MACHINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void a_database_that_does_not_answer_does_not_hold_up_the_end(String runner)
      throws IOException, InterruptedException {
    hangs();
    start("run", "--runner-config", "runner-configs/" + runner + ".yaml");
    HangingDatabase.awaitCall();
    process.destroy();

    assertThat(ends()).isEqualTo(CANCELLED);
    assertThat(scene.latestSummary().path("status").asText()).isEqualTo("cancelled");
    assertThat(scene.counts("twins")).isEmpty();
    assertThat(err()).doesNotContain("\tat ");
    assertThat(count("DIGITALTWINS")).isZero();
  }

  @Test
  void a_plan_is_cancelled_too() throws IOException, InterruptedException {
    hangs();
    start("plan");
    HangingDatabase.awaitCall();
    process.destroy();

    assertThat(ends()).isEqualTo(CANCELLED);
    assertThat(err()).contains("error: cancelled before it came to its end");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void a_second_signal_ends_it_at_once() throws IOException, InterruptedException {
    hangs();
    start("run");
    HangingDatabase.awaitCall();
    process.destroy();
    Process other = process;
    // The second one must not come before the first one has been told of
    while (!err().contains("cancelling") && other.isAlive()) {
      Thread.onSpinWait();
    }
    other.destroy();

    assertThat(ends()).isEqualTo(CANCELLED);
    assertThat(folder.resolve("runs/latest")).doesNotExist();
  }

  @Test
  void a_signal_cancels_a_run_that_is_watched_and_ends_the_watch()
      throws IOException, InterruptedException {
    signalAtWrite(100);
    start("run", "--watch", "1s");

    assertThat(ends()).isEqualTo(CANCELLED);
    assertThat(scene.latestSummary().path("status").asText()).isEqualTo("cancelled");
    assertThat(err()).doesNotContain("next run at");
  }

  private void hangs() throws IOException {
    scene.sql(HangingDatabase.ALIAS);
    pipeline =
        scene.write(
            "machines.yaml",
            PIPELINE.replace(
                "table: machine, key: [no]",
                "query: 'SELECT no, name, next FROM machine WHERE no < hang() + 5'"));
  }

  private void signalAtWrite(int at) {
    turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == at && stage == Stage.COMES) {
            process.destroy();
          }
        });
  }

  private void start(String command, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, pipeline.toString(), "--runs-dir", folder.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    process =
        MainProcess.start(
            folder,
            scene.environment(turnstile.endpoint(), database.getPort()),
            arguments.toArray(new String[0]));
  }

  private int ends() throws IOException, InterruptedException {
    while (!err().contains("cancelling") && process.isAlive()) {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    assertThat(process.waitFor(SOON, TimeUnit.SECONDS)).as("ends soon: " + err()).isTrue();
    return process.exitValue();
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private int count(String of) throws IOException {
    return JSON.readTree(
            CliRun.of("query", "SELECT COUNT() FROM " + of, "--endpoint", scene.endpoint()).out())
        .path("COUNT")
        .asInt();
  }
}
