package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.cli.Passage.Stage;
import io.twinfeed.cluster.FlinkProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same file on a Flink cluster of processes of its own: a JobManager and two TaskManagers. */
class ClusterTest {
  @TempDir static Path home;
  private static FlinkProcesses flink;

  @TempDir Path folder;
  private ClusterScene machines;

  @BeforeAll
  static void begin() throws IOException {
    flink = FlinkProcesses.start(home, 2, Map.of("ERP_PASSWORD", "secret"));
  }

  @AfterAll
  static void end() throws IOException {
    flink.close();
  }

  @BeforeEach
  void open() throws IOException, SQLException {
    machines = ClusterScene.in(folder);
  }

  @AfterEach
  void close() {
    machines.close();
  }

  @Test
  void a_cluster_that_is_not_there_is_said_so() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("nowhere.yaml"),
            """
            runner: FlinkRunner
            shared: true
            options: {flinkMaster: "127.0.0.1:1", parallelism: 2}
            """);

    CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.error()).contains("the Flink cluster at http://127.0.0.1:1 can't be asked");
    assertThat(run.err()).contains("make flink-cluster");
    assertThat(run.showsAStackTrace()).isFalse();
  }

  @Test
  void a_state_that_the_workers_do_not_reach_is_refused() throws IOException {
    CliRun run =
        machines.scene.run(machines.pipeline, "--runner-config", flink.config(false).toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).contains("a folder of this machine");
    assertThat(run.err()).contains("shared: true");
  }

  @Test
  void a_worker_that_cant_find_a_secret_fails_the_run_before_anything_is_read() throws IOException {
    Scene.variable("ONLY_HERE", "secret");

    CliRun run =
        machines.scene.run(
            machines.file("ONLY_HERE"), "--runner-config", flink.config(true).toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.error())
        .containsPattern("the worker on \\S+ \\(process \\d+\\) can't find a secret")
        .contains("the environment variable ONLY_HERE is not set");
    assertThat(machines.scene.latestSummary().path("sources").path("machines").path("rows").asInt())
        .isZero();
    assertThat(machines.turnstile.writes()).isZero();
  }

  @Test
  void what_a_run_leaves_is_what_it_leaves_on_one_machine() throws IOException {
    Map<String, String> asked = machines.asked();

    CliRun run =
        machines.scene.run(machines.pipeline, "--runner-config", flink.config(true).toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(machines.graph()).isEqualTo(asked);
    assertThat(machines.scene.counts("twins"))
        .isEqualTo(Map.of("desired", asked.size(), "created", asked.size()));
    assertThat(machines.scene.latestRejects()).isEmpty();
    assertThat(folder.resolve("state/handover")).isEmptyDirectory();
    assertThat(flink.log("jobmanager"))
        .as("a JobManager that hears of its client")
        .contains("client's aliveness")
        .doesNotContain("JobClientHeartbeatHandler");

    machines.turnstile.watch((isWrite, write, stage) -> {});
    CliRun again = machines.scene.run(machines.pipeline);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(machines.turnstile.writes()).as("writes of a run on one machine after it").isZero();
  }

  @Test
  void a_row_that_is_no_good_is_a_reject_of_the_process_that_started_the_run() throws IOException {
    machines.scene.sql("INSERT INTO machine VALUES (9001, 'B', NULL)");

    CliRun run =
        machines.scene.run(machines.pipeline, "--runner-config", flink.config(true).toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(machines.scene.latestRejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.path("key").asText()).isEqualTo("NO=9001"));
  }

  @Test
  void a_signal_ends_the_job_and_the_run() throws IOException, InterruptedException {
    AtomicReference<Process> client = new AtomicReference<>();
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 20 && stage == Stage.COMES) {
            client.get().destroy();
          }
        });
    client.set(machines.start(flink.config(true), Map.of()));

    assertThat(client.get().waitFor(120, TimeUnit.SECONDS)).isTrue();

    assertThat(client.get().exitValue()).as(machines.said()).isEqualTo(130);
    machines.turnstile.watch((isWrite, write, stage) -> {});
    CliRun next =
        machines.scene.run(machines.pipeline, "--runner-config", flink.config(true).toString());
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
  }
}
