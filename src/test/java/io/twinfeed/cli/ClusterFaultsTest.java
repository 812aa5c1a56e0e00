package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.cli.Passage.Stage;
import io.twinfeed.cluster.FlinkProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of a cluster, and the client of one, are lost in the middle of a run. */
@Tag("long")
class ClusterFaultsTest {
  @TempDir Path home;
  @TempDir Path folder;
  private FlinkProcesses flink;
  private ClusterScene machines;

  /** Called by the database for each row that it reads. */
  public static final class Rows {
    private static final AtomicReference<Runnable> AT_THE_HUNDREDTH = new AtomicReference<>();
    private static final AtomicInteger READ = new AtomicInteger();

    private Rows() {}

    public static String seen(String name) {
      Runnable then = AT_THE_HUNDREDTH.get();
      if (then != null && READ.incrementAndGet() == 100) {
        then.run();
      }
      return name;
    }
  }

  @BeforeEach
  void open() throws IOException, SQLException {
    flink = FlinkProcesses.start(home, 2, Map.of("ERP_PASSWORD", "secret"));
    machines = ClusterScene.in(folder);
  }

  @AfterEach
  void close() throws IOException {
    machines.close();
    flink.close();
  }

  @Test
  void a_worker_that_is_lost_while_rows_are_read_costs_nothing_but_time() throws IOException {
    machines.scene.sql(
        "CREATE ALIAS SEEN FOR 'io.twinfeed.cli.ClusterFaultsTest$Rows.seen'",
        "CREATE VIEW seen_machine AS SELECT no, SEEN(name) AS name, line FROM machine");
    Path pipeline =
        machines.scene.write(
            "seen.yaml",
            Files.readString(machines.pipeline).replace("table: machine", "table: seen_machine"));
    Rows.READ.set(0);
    Rows.AT_THE_HUNDREDTH.set(() -> flink.replaceWorker(1));

    CliRun run = machines.scene.run(pipeline, "--runner-config", config());

    Rows.AT_THE_HUNDREDTH.set(null);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(machines.scene.counts("twins").get("created")).isEqualTo(machines.asked().size());
    assertThat(machines.scene.latestSummary().path("sources").path("machines").path("rows").asInt())
        .as("rows, of the attempt that counts")
        .isEqualTo(ClusterScene.MACHINES);
  }

  @Test
  void a_worker_that_is_lost_while_twins_are_compared_costs_nothing_but_time() throws IOException {
    CliRun first = machines.scene.run(machines.pipeline, "--runner-config", config());
    assertThat(first.exitCode()).as(first.err()).isZero();
    machines.scene.sql("UPDATE machine SET name = 'B' WHERE no <= 50");
    Path live =
        machines.scene.write(
            "live.yaml",
            Files.readString(machines.pipeline)
                .replace("mode: mirror", "compare: live, mode: mirror"));
    AtomicInteger reads = new AtomicInteger();
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (!isWrite && stage == Stage.COMES && reads.incrementAndGet() == 150) {
            flink.replaceWorker(1);
          }
        });

    CliRun run = machines.scene.run(live, "--runner-config", config());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(reads.get()).isGreaterThan(150);
    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(machines.scene.counts("twins"))
        .isEqualTo(
            Map.of(
                "desired",
                machines.asked().size(),
                "updated",
                50,
                "unchanged",
                machines.asked().size() - 50));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 600})
  void a_worker_that_is_lost_at_a_write_costs_nothing_but_time(int at) throws IOException {
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == at && stage == Stage.DONE) {
            flink.replaceWorker(1);
          }
        });

    CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
    Map<String, Integer> twins = machines.scene.counts("twins");
    assertThat(twins.getOrDefault("created", 0) + twins.getOrDefault("unchanged", 0))
        .as("each once: " + twins)
        .isEqualTo(machines.asked().size())
        .isEqualTo(twins.get("desired"));
    // What the first attempt has made is ours still
    machines.scene.sql("DELETE FROM machine WHERE no <= 100");
    CliRun next = machines.scene.run(machines.pipeline, "--runner-config", config());
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
  }

  @Test
  void a_job_manager_that_is_lost_fails_the_run_and_the_next_one_makes_it_good()
      throws IOException {
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 100 && stage == Stage.COMES) {
            flink.replaceManager();
          }
        });

    CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.error()).contains("Flink cluster at http://" + flink.master());
    assertThat(run.showsAStackTrace()).isFalse();
    machines.turnstile.watch((isWrite, write, stage) -> {});
    CliRun next = machines.scene.run(machines.pipeline, "--runner-config", config());
    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
  }

  @Test
  void a_client_that_is_lost_leaves_a_job_that_the_next_run_ends()
      throws IOException, InterruptedException {
    AtomicReference<Process> client = new AtomicReference<>();
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 20 && stage == Stage.COMES) {
            client.get().destroyForcibly();
          }
        });
    client.set(machines.start(Path.of(config()), Map.of()));
    assertThat(client.get().waitFor(120, TimeUnit.SECONDS)).isTrue();
    machines.scene.sql("UPDATE machine SET name = 'C' WHERE no > 350");

    CliRun next = machines.scene.run(machines.pipeline, "--runner-config", config());

    assertThat(next.exitCode()).as(next.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(texts(machines.scene.latestSummary().path("warnings")))
        .anySatisfy(each -> assertThat(each).contains("did not come to its end"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private String config() throws IOException {
    return flink.config(true).toString();
  }
}
