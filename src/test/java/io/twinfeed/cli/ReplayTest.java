package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was rejected is tried again, and nothing else. */
class ReplayTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "integer"},
          {"@type": "Property", "name": "orders", "schema": "integer"}]}]
      """;
  private static final String PIPELINE =
      Scene.HEAD
          + """
      parameters: {site: string}
      sources:
        pumps: {connection: erp, table: pump, key: [no], where: ":site <> ''"}
        orders: {connection: erp, table: orders, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}", power: "${power}"}
        - name: orders
          from: orders
          model: dtmi:com:example:Pump;1
          id: pump-${pump}
          properties: {orders: {count: true}}
      """;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    pipeline = scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, power VARCHAR)",
        "CREATE TABLE orders (no INT PRIMARY KEY, pump INT)",
        "INSERT INTO pump SELECT x, 'pump ' || x, CASE x WHEN 3 THEN 'much' ELSE '7' END"
            + " FROM SYSTEM_RANGE(1, 5)",
        "INSERT INTO orders VALUES (1, 1), (2, 1), (3, 3)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void what_is_no_directory_of_a_run_is_refused() {
    CliRun refused = CliRun.of("replay", folder.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is no directory of a run").contains("such as runs/latest");
    assertThat(refused.showsAStackTrace()).isFalse();
  }

  @Test
  void a_run_whose_rejects_are_settled_leaves_nothing_to_do() throws IOException {
    run(7);
    Path first = folder.resolve("runs/latest").toRealPath();
    scene.sql("UPDATE pump SET power = '9' WHERE no = 3");
    run(0);

    CliRun nothing = replay(first, 0);

    assertThat(nothing.err()).contains("had 1 reject; 0 rows are open now").contains("settled");
  }

  @Test
  void a_rejected_row_comes_through_once_it_is_mended_and_other_changes_wait() throws IOException {
    run(7);
    assertThat(scene.twin("pump-3")).isNull();
    scene.sql(
        "UPDATE pump SET power = '9' WHERE no = 3", "UPDATE pump SET name = 'later' WHERE no = 1");

    CliRun replayed = replay(folder.resolve("runs/latest"), 0);

    assertThat(replayed.err()).contains("1 row is open now");
    JsonNode pumps = scene.latestSummary().path("sources").path("pumps");
    assertThat(pumps.path("rows").asInt()).isEqualTo(1);
    assertThat(pumps.path("full").asBoolean()).isFalse();
    assertThat(scene.text("pump-3", "name")).isEqualTo("pump 3");
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    run(0);
    assertThat(scene.text("pump-1", "name")).isEqualTo("later");
    assertThat(scene.twin("pump-3").properties().get("orders")).isEqualTo(Value.Num.of(1));
    assertThat(scene.twin("pump-1").properties().get("orders")).isEqualTo(Value.Num.of(2));
  }

  @Test
  void what_stays_wrong_stays_open() throws IOException {
    run(7);

    replay(folder.resolve("runs/latest"), 7);

    assertThat(scene.latestRejects()).hasSize(1);
    scene.sql("UPDATE pump SET power = '9' WHERE no = 3");
    replay(folder.resolve("runs/latest"), 0);
    assertThat(scene.text("pump-3", "name")).isEqualTo("pump 3");
  }

  @Test
  void a_write_that_was_refused_is_tried_again() throws IOException {
    scene.sql("UPDATE pump SET power = '9' WHERE no = 3");
    scene.faults("[{method: PUT, path: /digitaltwins/pump-4, status: 400}]");
    run(7);
    scene.faults("[]");

    replay(folder.resolve("runs/latest"), 0);

    assertThat(scene.text("pump-4", "name")).isEqualTo("pump 4");
    assertThat(scene.latestSummary().path("twins").path("created").asInt()).isEqualTo(1);
    assertThat(scene.latestSummary().path("twins").path("desired").asInt()).isEqualTo(1);
  }

  @Test
  void a_file_that_has_moved_is_named() throws IOException {
    run(7);
    Path moved = Files.move(pipeline, folder.resolve("moved.yaml"));

    assertThat(CliRun.of("replay", folder.resolve("runs/latest").toString()).exitCode())
        .isEqualTo(3);
    CliRun found =
        CliRun.of("replay", folder.resolve("runs/latest").toString(), "--file", moved.toString());
    assertThat(found.exitCode()).as(found.err()).isEqualTo(7);
  }

  private void run(int exitCode) {
    CliRun run = scene.run(pipeline, "--param", "site=north");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }

  private static CliRun replay(Path directory, int exitCode) {
    CliRun run = CliRun.of("replay", directory.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }
}
