package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.SharedData;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the mapping file of the pattern that Twinfeed replaces to a pipeline that does the same. */
class ImportSeedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL =
      """
      [{"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Meter;1", "@type": "Interface",
        "contents": [
          {"@type": "Property", "name": "id", "schema": "string"},
          {"@type": "Property", "name": "active", "schema": "boolean"},
          {"@type": "Property", "name": "reading", "schema": "double"},
          {"@type": "Property", "name": "factor", "schema": "float"},
          {"@type": "Property", "name": "phases", "schema": "integer"},
          {"@type": "Property", "name": "pulses", "schema": "long"},
          {"@type": "Property", "name": "installed", "schema": "date"},
          {"@type": "Property", "name": "readAt", "schema": "dateTime"},
          {"@type": "Property", "name": "interval", "schema": "duration"},
          {"@type": "Component", "name": "plate", "schema": "dtmi:test:Plate;1"}]},
       {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Plate;1", "@type": "Interface",
        "contents": [{"@type": "Property", "name": "serial", "schema": "string"}]}]
      """;

  @TempDir Path folder;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/meter.json"), MODEL);
  }

  @Test
  void what_is_wrong_with_a_mapping_is_told_with_its_place_all_at_once() throws IOException {
    Path mapping =
        write(
            "wrong.json",
            """
            {"mapping": [
              {"Source": "a", "Target": "reading"},
              {"Source": "b"},
              {"Source": 7, "Target": "/phases", "TargetType": "integer"},
              {"Source": "$FILE", "Target": "/id", "TargetType": "string"},
              "c",
              {"Source": "d", "Target": "/pulses", "TargetType": "lng"},
              {"Source": "e", "Target": "/pulses"}
            ]}
            """);

    CliRun run = CliRun.of("import-seed", mapping.toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "wrong.json:2:29: error SEED-003: Target is no path to a property: reading",
            "wrong.json:3:3: error SEED-002: Target is missing",
            "wrong.json:4:14: error SEED-002: Source is text, and not the number 7",
            "wrong.json:5:14: error SEED-002: Source is neither a column nor $FILENAME: $FILE",
            "wrong.json:6:3: error SEED-002: an entry of the mapping is an object",
            "wrong.json:7:54: warning SEED-006: unknown TargetType lng",
            "wrong.json:8:29: error SEED-004: two entries write one property, pulses")
        .contains("6 errors");
    assertThat(run.showsAStackTrace()).isFalse();
  }

  @Test
  void text_that_is_no_mapping_is_told_so() throws IOException {
    assertThat(CliRun.of("import-seed", write("cut.json", "{\"mapping\": [").toString()).err())
        .contains("cut.json:1:14: error SEED-001: not valid JSON");
    assertThat(CliRun.of("import-seed", write("other.json", "{\"maping\": []}").toString()).err())
        .contains("other.json:1:1: error SEED-002: there is no list of entries");
    assertThat(CliRun.of("import-seed", folder.resolve("absent.json").toString()).error())
        .contains("absent.json: this mapping file can't be read");
  }

  @Test
  void a_target_that_the_model_does_not_have_is_told_with_its_place() throws IOException {
    Path mapping = write("m.json", "{\"mapping\": [{\"Source\": \"a\", \"Target\": \"/Nmae\"}]}");

    CliRun named = importInto("m.yaml", mapping, "--model", "dtmi:test:Meter;1");
    assertThat(named.exitCode()).isEqualTo(3);
    assertThat(named.err())
        .contains("m.json:1:40: error SEED-005: dtmi:test:Meter;1 has no property Nmae");
    assertThat(folder.resolve("m.yaml")).doesNotExist();

    CliRun guessed = importInto("m.yaml", mapping);
    assertThat(guessed.exitCode()).isEqualTo(4);
    assertThat(guessed.error()).contains("no model has all properties of the mapping");
  }

  @Test
  void a_file_that_is_there_is_not_written_over() throws IOException {
    Path mapping = write("m.json", "{\"mapping\": [{\"Source\": \"a\", \"Target\": \"/id\"}]}");
    write("m.yaml", "mine");

    CliRun run = importInto("m.yaml", mapping);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).contains("m.yaml is already there");
    assertThat(folder.resolve("m.yaml")).hasContent("mine");
  }

  @Test
  void without_options_a_guess_is_marked_and_the_file_passes_the_check() throws IOException {
    Path mapping =
        write(
            "metertwinsmapping.json",
            """
            {"mapping": [{"Source": "Serial No. #", "Target": "/plate/serial", "TargetType": "string"},
                         {"Source": "in", "Target": "/pulses", "TargetType": "string"}]}
            """);

    CliRun run = importInto("meter.yaml", mapping);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(folder.resolve("meter.yaml"))
        .content()
        .contains(
            "    table: meter   # fill in: guessed by the mapping's name",
            "      plate.serial: \"${row['Serial No. #']}\"\n",
            "      pulses: \"${row['in']}\"   # the mapping said string; the model has long\n");
    check("meter.yaml");
  }

  @Test
  void every_type_of_the_pattern_arrives_as_the_model_has_it() throws IOException {
    Path mapping =
        write(
            "meters.json",
            """
            {"Mapping": [
              {"source": "$FILENAME", "target": "/id", "targetType": "string"},
              {"Source": "ACTIVE", "Target": "/active", "TargetType": "boolean"},
              {"Source": "READING", "Target": "/reading", "TargetType": "double"},
              {"Source": "FACTOR", "Target": "/factor", "TargetType": "float"},
              {"Source": "PHASES", "Target": "/phases", "TargetType": "int"},
              {"Source": "PULSES", "Target": "/pulses", "TargetType": "long"},
              {"Source": "INSTALLED", "Target": "/installed", "TargetType": "date"},
              {"Source": "READ_AT", "Target": "/readAt", "TargetType": "dateTime"},
              {"Source": "PERIOD", "Target": "/interval", "TargetType": "duration"},
              {"Source": "SERIAL", "Target": "/plate/serial"}
            ]}
            """);
    assertThat(
            importInto("meters.yaml", mapping, "--table", "METER", "--id-column", "METER_ID")
                .exitCode())
        .isZero();
    check("meters.yaml");

    try (Scene scene = Scene.withH2(folder)) {
      scene.push(folder.resolve("models"));
      scene.sql(
          "CREATE TABLE METER (METER_ID VARCHAR(9), ACTIVE BOOLEAN, READING DECIMAL(9, 2), FACTOR"
              + " REAL, PHASES INT, PULSES BIGINT, INSTALLED DATE, READ_AT TIMESTAMP, PERIOD"
              + " VARCHAR(9), SERIAL VARCHAR(9))",
          "INSERT INTO METER VALUES ('m1', TRUE, 12.50, 0.1, 3, 9007199254740993, DATE"
              + " '2020-02-29', TIMESTAMP '2024-01-31 12:00:00', 'PT15M', '007')",
          "INSERT INTO METER (METER_ID) VALUES ('m2')");
      create(scene, "dtmi:test:Meter;1", Map.of("plate", Map.of()), "m1", "m2");

      CliRun run = scene.run(folder.resolve("meters.yaml"));

      assertThat(run.exitCode()).as(run.err()).isZero();
      Twin full = twin(scene, "m1");
      assertThat(full.properties())
          .isEqualTo(
              Map.of(
                  "id", new Value.Text("m1"),
                  "active", new Value.Bool(true),
                  "reading", new Value.Num(new BigDecimal("12.5")),
                  "factor", new Value.Num(new BigDecimal("0.1")),
                  "phases", Value.Num.of(3),
                  "pulses", Value.Num.of(9_007_199_254_740_993L),
                  "installed", new Value.Text("2020-02-29"),
                  "readAt", new Value.Text("2024-01-31T12:00:00Z"),
                  "interval", new Value.Text("PT15M")));
      assertThat(full.components().get("plate")).containsEntry("serial", new Value.Text("007"));
      // A NULL crashed the pattern's task
      assertThat(twin(scene, "m2").properties()).isEqualTo(Map.of("id", new Value.Text("m2")));
    }
  }

  @Test
  void the_patterns_own_sample_patches_its_four_twins_as_it_did() throws IOException {
    Path seed = SharedData.path("seed");
    CliRun imported =
        importInto(
            "organization.yaml",
            seed.resolve("organizationtwinsmapping.json"),
            "--table",
            "\"Organization\"",
            "--id-column",
            "OrgID",
            "--models",
            seed.resolve("models").toString());
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    check("organization.yaml");

    try (Scene scene = Scene.withH2(folder)) {
      scene.push(seed.resolve("models/models.json"));
      scene.sql(Files.readString(seed.resolve("sql/organization.ansi.sql")));
      List<String> ids = new ArrayList<>();
      for (JsonNode twin : JSON.readTree(seed.resolve("expected/initial-twins.json").toFile())) {
        ids.add(twin.path("$dtId").asText());
      }
      create(scene, "dtmi:assetmodel:enterprise;1", Map.of(), ids.toArray(new String[0]));

      CliRun run = scene.run(folder.resolve("organization.yaml"));

      assertThat(run.exitCode()).as(run.err()).isZero();
      List<JsonNode> after = new ArrayList<>();
      for (String line :
          CliRun.of("query", "SELECT * FROM DIGITALTWINS", "--endpoint", scene.endpoint())
              .out()
              .lines()
              .toList()) {
        ObjectNode twin = (ObjectNode) JSON.readTree(line);
        twin.remove("$etag");
        ((ObjectNode) twin.get("$metadata")).retain("$model");
        after.add(twin);
      }
      List<JsonNode> expected = new ArrayList<>();
      JSON.readTree(seed.resolve("expected/twins-after.json").toFile()).forEach(expected::add);
      assertThat(after).containsExactlyInAnyOrderElementsOf(expected);
      // One read and one patch for each twin, one read of the models, and nothing else
      assertThat(scene.latestSummary().path("calls").path("byStatus").toString())
          .isEqualTo("{\"200\":5,\"204\":4}");
    }
  }

  private CliRun importInto(String output, Path mapping, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("import-seed", mapping.toString(), "-o", folder.resolve(output).toString()));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(new String[0]));
  }

  private void check(String pipeline) {
    CliRun check = CliRun.of("check", folder.resolve(pipeline).toString());
    assertThat(check.exitCode()).as(check.err()).isZero();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void create(
      Scene scene, String model, Map<String, Map<String, Value>> components, String... ids) {
    try (TwinStore store = scene.store()) {
      for (String id : ids) {
        var twin = new Twin(new TwinId(id), model, Map.of(), components, Map.of(), null);
        assertThat(store.create(twin).join().isDone()).isTrue();
      }
    }
  }

  private static Twin twin(Scene scene, String id) {
    try (TwinStore store = scene.store()) {
      return ServiceLost.unlessDone(store.twin(new TwinId(id)).join(), id);
    }
  }
}
