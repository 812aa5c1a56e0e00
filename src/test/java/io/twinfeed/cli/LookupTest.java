package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that look up rows of another source, here of another database. */
class LookupTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "unit", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "double"},
          {"@type": "Property", "name": "country", "schema": "string"},
          {"@type": "Property", "name": "stages", "schema": "integer"}]}]
      """;

  private static final String PIPELINE =
      """
      version: 1
      name: pumps
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
      sources:
        pumps:
          connection: erp
          table: pump
          key: [no]
          lookups:
            unit: {from: units, by: [unit_code]}
        units: {connection: erp, table: unit, key: [code], deleted: gone, sensitive: [label]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties:
            unit: ${unit.label}
            power: ${power * coalesce(unit.factor, 1)}
            country: DE
            stages: 3
      sync: {compare: live}
      """;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/pump.json"), MODELS);
    scene.push(folder.resolve("models"));
    pipeline = scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE unit (code DECIMAL(5, 1), label VARCHAR, factor DECIMAL(9, 3), gone BOOLEAN)",
        "CREATE TABLE pump (no INT, power INT, unit_code INT)",
        "INSERT INTO unit VALUES (1, 'kW', 1000, FALSE), (2, 'W', 1, FALSE), (3, 'hp', 745.7, TRUE)",
        "INSERT INTO pump VALUES (1, 5, 1), (2, 5, 2), (3, 5, 3), (4, 5, NULL)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_key_that_several_rows_have_rejects_what_uses_it_without_sensitive_values()
      throws IOException {
    scene.sql("INSERT INTO unit VALUES (2, 'volt-ampere', 1, FALSE)");

    CliRun run = scene.run(pipeline);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(scene.latestRejects())
        .singleElement()
        .satisfies(
            reject -> {
              assertThat(reject.path("code").asText()).isEqualTo("ROW-UNREADABLE");
              assertThat(reject.path("key").asText()).isEqualTo("NO=2");
              assertThat(reject.path("message").asText())
                  .isEqualTo(
                      "column unit.LABEL is not known: several rows of units have the key that the row looks up");
              assertThat(reject.toString()).doesNotContain("volt-ampere");
            });
    assertThat(value("pump-1", "power"))
        .isEqualTo(new Value.Num(java.math.BigDecimal.valueOf(5000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void rows_bring_along_what_they_look_up_and_null_where_there_is_nothing(String runner)
      throws IOException {
    CliRun run = scene.run(pipeline, "--runner-config", "runner-configs/" + runner + ".yaml");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(0);
    assertThat(text("pump-1", "unit")).isEqualTo("kW");
    assertThat(text("pump-2", "unit")).isEqualTo("W");
    assertThat(text("pump-3", "unit")).as("soft-deleted").isNull();
    assertThat(text("pump-4", "unit")).as("looks nothing up").isNull();
    assertThat(text("pump-4", "country")).isEqualTo("DE");
    var sources = scene.latestSummary().path("sources");
    assertThat(sources.path("units").toString())
        .isEqualTo("{\"rows\":3,\"used\":2,\"filtered\":1,\"rejected\":0,\"full\":true}");
    assertThat(sources.path("pumps").path("used").asInt()).isEqualTo(4);
  }

  private String text(String twin, String property) {
    return value(twin, property) instanceof Value.Text text ? text.text() : null;
  }

  private Value value(String twin, String property) {
    try (var store = scene.store()) {
      var reply = store.twin(new TwinId(twin)).join();
      return ((io.twinfeed.adt.Reply.Done<io.twinfeed.twin.Twin>) reply)
          .value()
          .properties()
          .get(property);
    }
  }
}
