package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewColumnsTest {
  private static final String PIPELINE =
      """
      version: 1
      name: pumps
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
      sources:
        pumps: {connection: erp, table: pump, columns: [no, power]}
        halls: {connection: erp, table: hall}
      twins:
        - {name: pump, from: pumps, model: "dtmi:com:example:Pump;1", id: "pump-${no}", properties: {power: "${power}"}}
        - {name: hall, from: halls, model: "dtmi:com:example:Pump;1", id: "hall-${no}", properties: {}}
      sync: {compare: live}
      """;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(
        folder.resolve("models/pump.json"),
        """
        {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:Pump;1", "@type": "Interface",
         "contents": [{"@type": "Property", "name": "power", "schema": "double"}]}
        """);
    scene.push(folder.resolve("models"));
    pipeline = scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE pump (no INT, power INT, note VARCHAR)",
        "CREATE TABLE hall (no INT)",
        "INSERT INTO pump VALUES (1, 5, 'x')",
        "INSERT INTO hall VALUES (1)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void columns_that_a_table_has_got_since_the_last_run_are_warned_of_once() throws IOException {
    assertThat(warningsOfARun()).isEmpty();
    scene.sql(
        "ALTER TABLE pump ADD weight INT",
        "ALTER TABLE pump ADD \"Colour\" INT",
        "ALTER TABLE hall ADD name VARCHAR",
        "ALTER TABLE pump DROP COLUMN note");

    assertThat(warningsOfARun())
        .extracting(JsonNode::asText)
        .containsExactly(
            "source pumps: its table has new columns since the last run: WEIGHT, Colour",
            "source halls: its table has new columns since the last run: NAME");
    assertThat(warningsOfARun()).isEmpty();
  }

  @Test
  void a_run_that_did_not_reach_the_database_forgets_no_column() throws IOException {
    assertThat(warningsOfARun()).isEmpty();
    scene.sql("ALTER TABLE pump ADD weight INT", "ALTER TABLE pump RENAME TO away");
    assertThat(scene.run(pipeline).exitCode()).isEqualTo(5);
    scene.sql("ALTER TABLE away RENAME TO pump");

    assertThat(warningsOfARun()).hasSize(1);
  }

  private Iterable<JsonNode> warningsOfARun() throws IOException {
    CliRun run = scene.run(pipeline);
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode warnings = scene.latestSummary().path("warnings");
    warnings.forEach(warning -> assertThat(run.err()).contains("warning: " + warning.asText()));
    return warnings;
  }
}
