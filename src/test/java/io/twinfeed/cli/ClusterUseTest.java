package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.cluster.FlinkProcesses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a cluster, what it shows, what it must not show, and how long it lasts. */
@Tag("long")
class ClusterUseTest {
  private static final String PASSWORD = "T0p-7Kq9-unfindable";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;
  @TempDir Path folder;
  private FlinkProcesses flink;
  private ClusterScene machines;

  @BeforeEach
  void open() throws IOException, SQLException {
    machines = ClusterScene.in(folder);
    machines.scene.sql("CREATE USER erp PASSWORD '" + PASSWORD + "' ADMIN");
    Scene.variable("ERP_USER", "erp");
    Scene.variable("ERP_PASSWORD", PASSWORD);
    // Room for the classes of seven jobs
    flink = FlinkProcesses.start(home, 2, Map.of("ERP_PASSWORD", PASSWORD, "METASPACE", "320m"));
  }

  @AfterEach
  void close() throws IOException {
    machines.close();
    flink.close();
  }

  @Test
  void a_password_is_found_nowhere() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (Passage recorder =
        new Passage(
            URI.create("http://" + flink.master()),
            (method, body) -> {
              sent.writeBytes(body); // synchronized
              return stage -> {};
            })) {
      Path config =
          Files.writeString(
              folder.resolve("recorded.yaml"),
              Files.readString(flink.config(true)).replace(flink.master(), recorder.address()));

      CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config.toString());

      assertThat(run.exitCode()).as(run.err()).isZero();
      byte[] submitted = sent.toByteArray();
      assertThat(contains(submitted, "ERP_PASSWORD")).as("the reference is in the graph").isTrue();
      assertThat(contains(submitted, PASSWORD)).as("the password is in the graph").isFalse();
      assertThat(run.err() + run.out()).doesNotContain(PASSWORD);
    }
    String job = ask("/jobs/overview").path("jobs").get(0).path("jid").asText();
    List<String> pages =
        new ArrayList<>(
            List.of(
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobs/" + job,
                "/jobs/" + job + "/config",
                "/jobs/" + job + "/plan",
                "/jobs/" + job + "/accumulators?includeSerializedValue=true",
                "/jobs/" + job + "/exceptions"));
    for (JsonNode worker : ask("/taskmanagers").path("taskmanagers")) {
      pages.add("/taskmanagers/" + worker.path("id").asText());
    }
    for (String page : pages) {
      assertThat(text(page)).as(page).isNotEmpty().doesNotContain(PASSWORD);
    }
    assertThat(text("/jobs/" + job)).contains("Read machines");
    for (Path from : List.of(home.resolve("log"), home.resolve("conf"), folder)) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(contains(Files.readAllBytes(file), PASSWORD)).as(file.toString()).isFalse();
        }
      }
    }
    assertThat(
            ProcessHandle.allProcesses()
                .map(each -> each.info().commandLine().orElse(""))
                .filter(each -> each.contains(PASSWORD)))
        .isEmpty();
  }

  @Test
  void what_a_task_has_done_is_seen_by_prometheus_while_it_goes_on() throws IOException {
    AtomicReference<String> seen = new AtomicReference<>("");
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 300 && stage == Passage.Stage.COMES) {
            seen.set(flink.metrics());
          }
        });

    CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Matcher settled =
        Pattern.compile(
                "(?m)^flink_taskmanager_job_task_twinfeed_changes_settled\\{.*"
                    + "job_name=\"pumps[-_][0-9a-f]{12}[-_].*}"
                    + " ([0-9.]+)$")
            .matcher(seen.get());
    double sum = 0;
    while (settled.find()) {
      sum += Double.parseDouble(settled.group(1));
    }
    // What is under way at the 300th is not settled; while that waits, others go on
    assertThat(sum).as("changes of 804 that are done").isBetween(200.0, 600.0);
    assertThat(seen.get())
        .contains("task_name=\"CHAIN_GroupReduce__GroupReduce_at_Gate_twins")
        .contains("twinfeed_changes_batches{")
        .contains("twinfeed_calls_millis{");
  }

  @Test
  void twenty_submissions_leave_nothing_behind_in_the_workers() throws IOException {
    long[] classes = new long[20];
    long[] threads = new long[20];
    long[] sockets = new long[20];
    for (int i = 0; i < classes.length; i++) {
      machines.scene.sql("UPDATE machine SET name = 'run %d'".formatted(i));
      CliRun run = machines.scene.run(machines.pipeline, "--runner-config", config());
      assertThat(run.exitCode()).as("run " + i + ": " + run.err()).isZero();
      classes[i] = most("Status.JVM.Memory.Metaspace.Used");
      threads[i] = most("Status.JVM.Threads.Count");
      sockets[i] = flink.sockets();
    }
    System.out.println(
        "metaspace in MiB: " + Arrays.stream(classes).map(each -> each >> 20).boxed().toList());
    System.out.println("threads: " + Arrays.toString(threads));
    System.out.println("sockets: " + Arrays.toString(sockets));
    assertThat(Arrays.stream(classes).boxed().toList())
        .as("metaspace, which was full in between")
        .isNotEqualTo(Arrays.stream(classes).sorted().boxed().toList());
    assertThat(threads[19]).as("threads").isLessThan(threads[4] + 20);
    assertThat(sockets[19]).as("sockets").isLessThan(sockets[4] + 10);
    Map<String, String> sessions = new HashMap<>();
    machines.scene.rows("SELECT 'open', COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS", sessions);
    assertThat(sessions).as("sessions of the database: this one").containsEntry("open", "1");
  }

  @Test
  void planning_replaying_and_a_plan_of_yesterday_work_as_on_one_machine() throws IOException {
    CliRun plan =
        CliRun.of(
            "plan",
            machines.pipeline.toString(),
            "--runner-config",
            config(),
            "--runs-dir",
            folder.resolve("runs").toString(),
            "--out",
            folder.resolve("plan.ndjson").toString());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out()).containsPattern("all +804 +0 +0 +0 +0");

    CliRun run =
        machines.scene.run(
            machines.pipeline,
            "--runner-config",
            config(),
            "--plan",
            folder.resolve("plan.ndjson").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());

    machines.scene.sql("INSERT INTO machine VALUES (9001, 'B', NULL)");
    run = machines.scene.run(machines.pipeline, "--runner-config", config());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    machines.scene.sql("UPDATE machine SET line = 1 WHERE no = 9001");
    CliRun replay =
        CliRun.of("replay", folder.resolve("runs/latest").toString(), "--runner-config", config());
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
  }

  @Test
  void watching_goes_on_until_a_signal_ends_it_and_the_job()
      throws IOException, InterruptedException {
    int first = ClusterScene.MACHINES + 4 + ClusterScene.MACHINES;
    AtomicReference<Process> client = new AtomicReference<>();
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && stage == Passage.Stage.DONE && write == first) {
            machines.scene.sql("UPDATE machine SET name = 'B' WHERE no <= 50");
          }
          if (isWrite && stage == Passage.Stage.DONE && write == first + 50) {
            client.get().destroy();
          }
        });
    client.set(
        machines.start(
            Path.of(config()),
            Map.of("ERP_USER", "erp", "ERP_PASSWORD", PASSWORD),
            "--watch",
            "1s"));

    assertThat(client.get().waitFor(120, TimeUnit.SECONDS)).isTrue();

    assertThat(client.get().exitValue()).as(machines.said()).isIn(0, 130);
    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(ask("/jobs/overview").path("jobs").findValuesAsText("state"))
        .as("that of the first run, and of those that came after it")
        .hasSizeGreaterThanOrEqualTo(2)
        .containsAnyOf("FINISHED")
        .allMatch(Set.of("FINISHED", "CANCELED")::contains);
  }

  @Test
  void flink_run_takes_the_same_jar_and_the_same_file() throws IOException, InterruptedException {
    FlinkRun run = flinkRun();

    assertThat(run.process().exitValue()).as(run.text()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(machines.scene.latestSummary().path("exitCode").asInt(-1)).isZero();
  }

  @Test
  void flink_run_that_does_not_wait_is_refused() throws IOException, InterruptedException {
    FlinkRun run = flinkRun("-d");

    assertThat(run.process().exitValue()).isEqualTo(2);
    assertThat(run.text()).contains("submitted detached");
    assertThat(machines.turnstile.writes()).isZero();
  }

  private FlinkRun flinkRun(String... options) throws IOException, InterruptedException {
    FlinkRun run =
        FlinkRun.start(
            flink, machines, true, Map.of("ERP_USER", "erp", "ERP_PASSWORD", PASSWORD), options);
    assertThat(run.process().waitFor(180, TimeUnit.SECONDS)).isTrue();
    return run;
  }

  @Test
  void the_graph_of_the_demo_is_byte_for_byte_that_of_the_direct_runner() throws IOException {
    byte[] onFlink = demo("--runner-config", config());

    assertThat(onFlink).hasSizeGreaterThan(1_000_000);
    assertThat(Arrays.mismatch(onFlink, demo())).as("first byte that differs").isEqualTo(-1);
  }

  private byte[] demo(String... more) throws IOException {
    Path runs = Files.createTempDirectory(folder, "demo").resolve("runs");
    List<String> args =
        new ArrayList<>(List.of("demo", "--scale", "20", "--runs-dir", runs.toString()));
    args.addAll(List.of(more));
    CliRun run = CliRun.of(args.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (String line : Files.readAllLines(runs.resolve("latest/graph.ndjson"))) {
      JsonNode item = JSON.readTree(line);
      forget(item);
      graph.writeBytes(JSON.writeValueAsBytes(item));
      graph.write('\n');
    }
    return graph.toByteArray();
  }

  // Times and versions are the service's own
  private static void forget(JsonNode item) {
    if (item instanceof ObjectNode object) {
      object.remove(List.of("$etag", "lastUpdateTime", "$lastUpdateTime"));
    }
    item.forEach(ClusterUseTest::forget);
  }

  private String config() throws IOException {
    return flink.config(true).toString();
  }

  private long most(String metric) throws IOException {
    long most = 0;
    for (JsonNode worker : ask("/taskmanagers").path("taskmanagers")) {
      JsonNode values =
          ask("/taskmanagers/" + worker.path("id").asText() + "/metrics?get=" + metric);
      most = Math.max(most, values.path(0).path("value").asLong());
    }
    return most;
  }

  private JsonNode ask(String path) throws IOException {
    return JSON.readTree(text(path));
  }

  private String text(String path) {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://" + flink.master() + path)).build(),
            BodyHandlers.ofString())
        .join()
        .body();
  }

  private static boolean contains(byte[] in, String text) {
    return new String(in, StandardCharsets.ISO_8859_1).contains(text);
  }
}
