package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.cli.Passage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run in a process of its own is killed as {@code kill -9} does, and nothing in it can do
 * anything about that. What was last known is known still, and the next run ends in step.
 */
class KilledRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE = Scene.HEAD + Machines.RULES + "sync: {mode: %s}\n";

  // 24 patches, 8 new twins with their relationships, 6 retargets of two writes each; in a mirror 6
  // twins and their relationships go
  private static final int WRITES = 24 + 8 + 8 + 12;
  private static final int MIRRORED = WRITES + 6 + 6;
  private static final List<String> CHANGE =
      List.of(
          "UPDATE machine SET name = 'B' WHERE no BETWEEN 7 AND 30",
          "UPDATE machine SET line = MOD(line + 1, 4) WHERE no BETWEEN 28 AND 33",
          "DELETE FROM machine WHERE no <= 6",
          "INSERT INTO machine SELECT x, 'new', MOD(x, 4) FROM SYSTEM_RANGE(41, 48)");
  private static final List<String> FIRST =
      List.of(
          "DELETE FROM machine",
          "INSERT INTO machine SELECT x, 'A', MOD(x, 4) FROM SYSTEM_RANGE(1, 40)");

  @TempDir Path folder;
  private Scene scene;
  private Server database;
  private Turnstile turnstile;
  private Path pipeline;

  /**
   * When a run is killed, and what it does.
   *
   * @param write at which write; 0 for the first request
   * @param back whether the tables are as they were before when the next run reads them
   */
  private record Kill(String runner, String mode, int write, Stage stage, boolean back) {}

  static Stream<Kill> some() {
    return Stream.of(
        new Kill("direct", "upsert", 1, Stage.COMES, false),
        new Kill("direct", "upsert", 29, Stage.DONE, true),
        new Kill("direct", "mirror", MIRRORED - 2, Stage.DONE, true));
  }

  /** {@code -Dkill.seed=} chooses others. */
  static Stream<Kill> twenty() {
    Random random = new Random(Long.getLong("kill.seed", 1));
    return IntStream.range(0, 20)
        .mapToObj(
            i -> {
              String mode = i % 2 == 0 ? "mirror" : "upsert";
              int writes = i % 2 == 0 ? MIRRORED : WRITES;
              int write = i % 7 == 0 ? 0 : i % 7 == 1 ? writes : 1 + random.nextInt(writes);
              Stage stage =
                  i % 7 == 1 ? Stage.ANSWERED : random.nextBoolean() ? Stage.COMES : Stage.DONE;
              String runner = i % 4 == 3 ? "flink-embedded" : "direct";
              return new Kill(runner, mode, write, stage, random.nextBoolean());
            });
  }

  @BeforeEach
  void begin() throws IOException, SQLException {
    scene = Scene.withH2(folder);
    database = Server.createTcpServer("-tcpPort", "0").start();
    turnstile = new Turnstile(scene.service.endpoint());
    environment().forEach(Scene::variable);
    Machines.make(scene, 0, 4);
  }

  @AfterEach
  void end() {
    turnstile.close();
    database.stop();
    scene.close();
  }

  @Test
  void what_a_killed_mirror_has_deleted_is_no_sign_of_another_graph()
      throws IOException, InterruptedException {
    pipeline =
        scene.write(
            "machines.yaml", PIPELINE.formatted("mirror, guards: {maxDeletes: {percent: 100}}"));
    change(FIRST);
    run();
    change(List.of("DELETE FROM machine WHERE no > 5"));
    // 35 relationships, and 25 of 35 twins
    killed(new Kill("direct", "mirror", 60, Stage.DONE, false));

    run();

    assertThat(graph()).isEqualTo(asked());
    assertThat(scene.latestSummary().path("warnings"))
        .singleElement()
        .satisfies(warning -> assertThat(warning.asText()).contains("did not come to its end"));
    // What it made is still known
    change(List.of("DELETE FROM machine"));
    run();
    assertThat(graph()).isEqualTo(asked());
  }

  @ParameterizedTest
  @MethodSource("some")
  void a_run_that_was_killed_is_made_good_by_the_next_one(Kill kill)
      throws IOException, InterruptedException {
    hold(kill);
  }

  @ParameterizedTest
  @MethodSource("twenty")
  @Tag("long")
  void a_run_that_was_killed_at_any_moment_is_made_good_by_the_next_one(Kill kill)
      throws IOException, InterruptedException {
    hold(kill);
  }

  private void hold(Kill kill) throws IOException, InterruptedException {
    pipeline = scene.write("machines.yaml", PIPELINE.formatted(kill.mode()));
    change(FIRST);
    run();
    Map<String, String> first = graph();
    assertThat(first).isEqualTo(asked());
    change(CHANGE);

    killed(kill);

    JsonNode state = state();
    if (kill.stage() == Stage.ANSWERED) {
      // It may just have come to its end
      assertThat(state.path("generation").asInt() == 1)
          .isEqualTo(state.path("interrupted").asBoolean());
    } else {
      assertThat(state.path("generation").asInt()).as("generation in force").isEqualTo(1);
      assertThat(state.path("interrupted").asBoolean()).isEqualTo(kill.write() > 0);
    }

    if (kill.back()) {
      change(FIRST);
    }
    run();
    Map<String, String> expected = new TreeMap<>(first);
    if (kill.mode().equals("mirror")) {
      expected.clear();
    } else {
      // What a broken-off upsert has made stays, as it made it; whether it came to that is open
      graph()
          .forEach(
              (id, is) -> {
                if (is.startsWith("new")) {
                  expected.put(id, is);
                }
              });
    }
    expected.putAll(asked());
    assertThat(graph()).isEqualTo(expected);
    assertThat(state().path("interrupted").asBoolean()).isFalse();

    turnstile.watch((isWrite, write, stage) -> {});
    run();
    assertThat(turnstile.writes()).as("writes of an unchanged source").isZero();
  }

  private void change(List<String> sql) {
    scene.sql(sql.toArray(new String[0]));
  }

  // Ends the process in the moment in which the request is there
  private void killed(Kill kill) throws IOException, InterruptedException {
    Process[] process = {null};
    turnstile.watch(
        (isWrite, write, stage) -> {
          if (stage == (kill.write() == 0 ? Stage.COMES : kill.stage())
              && write == kill.write()
              && isWrite == kill.write() > 0) {
            synchronized (process) {
              process[0].destroyForcibly();
              waitFor(process[0]);
            }
          }
        });
    synchronized (process) {
      process[0] = start(kill.runner());
    }
    assertThat(process[0].waitFor(120, TimeUnit.SECONDS)).as("has ended").isTrue();
    assertThat(process[0].exitValue())
        .as("killed, and not ended: " + Files.readString(folder.resolve("err")))
        .isEqualTo(128 + 9);
  }

  private static void waitFor(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start(String runner) throws IOException {
    return MainProcess.start(
        folder,
        environment(),
        "run",
        pipeline.toString(),
        "--runner-config",
        "runner-configs/" + runner + ".yaml",
        "--runs-dir",
        folder.resolve("runs").toString());
  }

  private Map<String, String> environment() {
    return scene.environment(turnstile.endpoint(), database.getPort());
  }

  private void run() throws IOException {
    CliRun run = scene.run(pipeline);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode summary = scene.latestSummary();
    for (String kind : List.of("twins", "relationships")) {
      JsonNode counts = summary.path(kind);
      int sum = 0;
      for (String part :
          List.of("created", "updated", "unchanged", "skipped", "held", "rejected")) {
        sum += counts.path(part).asInt();
      }
      assertThat(sum).as(kind + " add up").isEqualTo(counts.path("desired").asInt());
    }
    assertThat(summary.path("twins").path("desired").asInt()).isEqualTo(asked().size());
  }

  private JsonNode state() throws IOException {
    CliRun show =
        CliRun.of(
            "state",
            "show",
            pipeline.toString(),
            "--json",
            "--runs-dir",
            folder.resolve("runs").toString());
    assertThat(show.exitCode()).as(show.err()).isZero();
    return JSON.readTree(show.out());
  }

  private Map<String, String> asked() {
    return Machines.asked(scene);
  }

  private Map<String, String> graph() throws IOException {
    return Machines.graph(scene);
  }
}
