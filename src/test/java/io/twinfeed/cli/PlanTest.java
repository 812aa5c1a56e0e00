package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run would do, without a run. */
class PlanTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private PlanScene pumps;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 12);
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @Test
  void json_and_markdown_at_once_are_refused() {
    CliRun plan = pumps.plan("--json", "--markdown");

    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.error()).contains("exclude each other");
  }

  @Test
  void a_plan_that_a_guard_refuses_is_shown_and_ends_with_8() throws IOException {
    pumps.run(0);
    pumps.scene.write(
        "pumps.yaml", PlanScene.PIPELINE + "sync: {mode: mirror, guards: {maxDeletes: 1}}\n");
    pumps.scene.sql("DELETE FROM pump WHERE no > 9");

    CliRun plan = pumps.plan("--detailed-exitcode");

    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(8);
    assertThat(plan.error())
        .contains("a run would be refused: maxDeletes: 3 of 15 twins would be deleted");
    assertThat(plan.out()).contains("pump: 3 twins to delete\n  - pump-10\n  - pump-11\n");
    assertThat(plan.showsAStackTrace()).isFalse();
  }

  @Test
  void rejects_are_shown_and_end_with_7() throws IOException {
    pumps.run(0);
    pumps.scene.sql("UPDATE pump SET hall = NULL WHERE no = 5");

    CliRun plan = pumps.plan("--detailed-exitcode");

    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(7);
    assertThat(plan.out()).contains("  ! ROW-ID-NULL: ", "      row NO=5 of pumps");
  }

  @Test
  void models_that_a_run_would_upload_are_not_uploaded() throws IOException {
    pumps.scene.write(
        "pumps.yaml",
        PlanScene.PIPELINE.replace("models: models", "models: models, pushModels: true"));
    Files.writeString(
        folder.resolve("models/more.json"),
        """
        {"@id": "dtmi:com:example:More;1", "@type": "Interface",
         "@context": "dtmi:dtdl:context;3"}
        """);
    pumps.refuseWrites();

    CliRun plan = pumps.plan();

    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.err())
        .contains("the service lacks dtmi:com:example:More;1: a run uploads them first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void every_kind_of_change_is_shown_with_what_was_before_and_nothing_is_written(String runner)
      throws IOException {
    pumps.run(0);
    pumps.change();
    String graph = pumps.graph();
    TreeMap<String, String> state = pumps.state();
    pumps.refuseWrites();

    CliRun plan = pumps.plan("--runner-config", "runner-configs/" + runner + ".yaml");

    assertThat(plan.exitCode()).as(plan.err()).isZero();
    Golden.check("plan/changes.txt", plan.out().replace(pumps.scene.endpoint(), "<endpoint>"));
    assertThat(pumps.graph()).isEqualTo(graph);
    assertThat(pumps.state()).isEqualTo(state);
    try (var runs = Files.list(folder.resolve("runs"))) {
      assertThat(runs).as("the run, and latest").hasSize(2);
    }
  }

  @Test
  void a_first_plan_shows_five_of_a_kind_and_all_on_request() throws IOException {
    CliRun plan = pumps.plan();
    CliRun all = pumps.plan("--all");

    assertThat(plan.out()).contains("pump: 12 twins to create", "… and 7 more; --all shows them");
    assertThat(plan.out().lines().filter(line -> line.startsWith("  + pump-"))).hasSize(10);
    assertThat(all.out()).doesNotContain("more");
    assertThat(all.out().lines().filter(line -> line.startsWith("  + pump-"))).hasSize(24);
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void the_exit_code_says_whether_there_are_changes_if_asked() throws IOException {
    assertThat(pumps.plan("--detailed-exitcode").exitCode()).isEqualTo(10);
    pumps.run(0);

    CliRun nothing = pumps.plan("--detailed-exitcode");

    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.out()).contains("Nothing to do: the graph says what the sources say.");
  }

  @Test
  void json_holds_every_change_and_no_value_of_a_sensitive_column() throws IOException {
    pumps.run(0);
    pumps.change();

    CliRun plan = pumps.plan("--json", "--detailed-exitcode");

    JsonNode json = JSON.readTree(plan.out());
    assertThat(plan.exitCode()).isEqualTo(10);
    assertThat(json.path("exitCode").asInt()).isEqualTo(10);
    assertThat(json.path("generation").asInt()).isEqualTo(1);
    assertThat(json.path("totals").path("pump").toString())
        .isEqualTo("{\"createTwin\":1,\"changeTwin\":2}");
    assertThat(json.path("rejects").isArray()).isTrue();
    assertThat(json.path("changes"))
        .filteredOn(change -> change.path("do").asText().equals("changeTwin"))
        .filteredOn(change -> change.path("twin").asText().equals("pump-1"))
        .singleElement()
        .extracting(change -> change.path("properties").toString())
        .asString()
        .contains("{\"name\":\"name\",\"before\":\"pump 1\",\"after\":\"renamed\"}")
        .contains("{\"name\":\"power\",\"before\":0.5,\"after\":null}")
        .contains("{\"name\":\"owner\",\"before\":\"(sensitive)\",\"after\":\"(sensitive)\"}");
    assertThat(plan.out()).doesNotContain("owner 1", "secret owner", "nobody");
  }

  @Test
  void markdown_is_for_a_pull_request() throws IOException {
    pumps.run(0);
    pumps.change();

    Golden.check("plan/changes.md", pumps.plan("--markdown").out());
  }

  @Test
  void colour_is_for_terminals() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream shown = new PrintStream(out, true, StandardCharsets.UTF_8);

    Cli.run(
        new Terminal(shown, shown, true),
        "plan",
        pumps.pipeline.toString(),
        "--runs-dir",
        pumps.runs());

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\u001B[32m  + pump-1\u001B[0m\n");
    assertThat(pumps.plan().out()).doesNotContain("\u001B");
  }

  @Test
  void a_plan_goes_on_beside_a_run() throws IOException {
    pumps.run(0);
    pumps.change();
    Path lease;
    try (var files = Files.walk(folder.resolve("state"))) {
      lease = files.filter(file -> file.endsWith("lease")).findFirst().orElseThrow();
    }
    try (FileChannel other = FileChannel.open(lease, StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(pumps.plan("--detailed-exitcode").exitCode()).isEqualTo(10);
    }
  }
}
