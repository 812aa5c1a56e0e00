package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that can't become twins: each a reject with its code, and every other twin arrives. */
class RejectsTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "integer"},
          {"@type": "Relationship", "name": "feeds", "target": "dtmi:com:example:Pump;1"}]}]
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
          columns: [no, name, power, feeds, pin]
          key: [no]
          sensitive: [pin]
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}", power: "${power}"}
      relationships:
        - name: feeds
          from: pumps
          source: pump-${no}
          target: pump-${feeds}
          when: feeds != null
          exclusive: true
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
        "CREATE TABLE pump (no VARCHAR, name VARCHAR, power VARCHAR, feeds VARCHAR, pin VARCHAR)",
        "INSERT INTO pump VALUES ('1', 'first', '100', '2', 'top secret'), ('2', '[second]', '7', NULL, 'x')");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void each_kind_of_bad_row_has_its_code_and_every_other_twin_arrives() throws IOException {
    scene.sql(
        "INSERT INTO pump VALUES (NULL, 'no id', '1', NULL, 'x')",
        "INSERT INTO pump VALUES ('a/b', 'bad id', '1', NULL, 'x')",
        "INSERT INTO pump VALUES ('3', 'bad power', '12a', NULL, 'x')",
        "INSERT INTO pump VALUES ('4', REPEAT('x', 4097), '1', NULL, 'x')",
        "INSERT INTO pump VALUES ('5', 'points to itself', '1', '5', 'x')");

    CliRun run = scene.run(pipeline);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(run.showsAStackTrace()).isFalse();
    assertThat(scene.latestRejects().stream().map(RejectsTest::brief))
        .containsExactlyInAnyOrder(
            "shape pump ROW-ID-NULL key no=NULL",
            "shape feeds ROW-ID-NULL key no=NULL",
            "shape pump ROW-ID-ILLEGAL key no=a/b",
            "shape feeds ROW-ID-ILLEGAL key no=a/b",
            "shape pump ROW-VALUE key no=3",
            "shape pump ROW-TEXT-TOO-LONG key no=4",
            "shape feeds REL-SELF key no=5");
    assertThat(ids()).containsExactly("pump-1", "pump-2", "pump-5");
    assertThat(
            CliRun.of("query", "SELECT * FROM RELATIONSHIPS", "--endpoint", scene.endpoint()).out())
        .contains("\"$sourceId\":\"pump-1\"");
  }

  @Test
  void a_reject_names_the_row_the_reason_and_the_cure_and_keeps_secrets() throws IOException {
    scene.sql("INSERT INTO pump VALUES ('3', 'bad power', '12a', NULL, 'top secret')");

    scene.run(pipeline);

    JsonNode reject = scene.latestRejects().get(0);
    assertThat(reject.path("message").asText())
        .isEqualTo("property power: the text '12a' can't become integer");
    assertThat(reject.path("hint").asText()).isNotEmpty();
    assertThat(reject.path("twin").asText()).isEqualTo("pump-3");
    assertThat(reject.path("row").path("power").asText()).isEqualTo("12a");
    assertThat(Files.readString(folder.resolve("runs/latest/rejects.jsonl")))
        .doesNotContain("top secret");
  }

  @Test
  void the_counts_add_up() throws IOException {
    scene.sql(
        "INSERT INTO pump VALUES ('3', 'bad power', '12a', '1', 'x')",
        "INSERT INTO pump VALUES ('4', 'points nowhere', '1', '99', 'x')",
        "INSERT INTO pump VALUES ('5', 'points to the rejected one', '1', '3', 'x')",
        "INSERT INTO pump VALUES ('2', 'another name', '7', NULL, 'x')");

    scene.run(pipeline);

    JsonNode summary = scene.latestSummary();
    JsonNode source = summary.path("sources").path("pumps");
    assertThat(sum(source, "used", "filtered", "rejected"))
        .isEqualTo(source.path("rows").asLong())
        .isEqualTo(6);
    for (String kind : List.of("twins", "relationships")) {
      JsonNode counts = summary.path(kind);
      assertThat(sum(counts, "created", "updated", "unchanged", "skipped", "held", "rejected"))
          .as(counts.toString())
          .isEqualTo(counts.path("desired").asLong());
    }
    // pump-3 has a bad row and pump-2 has two names; 1 feeds 2, which is not there, so it waits
    assertThat(summary.path("twins").path("rejected").asInt()).isEqualTo(2);
    assertThat(summary.path("relationships").path("held").asInt()).isEqualTo(3);
    assertThat(summary.path("relationships").path("rejected").asInt()).isEqualTo(1);
    assertThat(summary.path("status").asText()).isEqualTo("partial");
  }

  @Test
  void a_rejected_row_takes_nothing_away_from_the_graph() throws IOException {
    assertThat(scene.run(pipeline).exitCode()).isZero();
    scene.sql("UPDATE pump SET feeds = 'no/where', power = 'much' WHERE no = '1'");

    assertThat(scene.run(pipeline).exitCode()).isEqualTo(7);

    assertThat(
            CliRun.of("query", "SELECT * FROM RELATIONSHIPS", "--endpoint", scene.endpoint()).out())
        .contains("\"$targetId\":\"pump-2\"");
    assertThat(
            CliRun.of(
                    "query",
                    "SELECT power FROM DIGITALTWINS WHERE $dtId = 'pump-1'",
                    "--endpoint",
                    scene.endpoint())
                .out())
        .isEqualTo("{\"power\":100}\n");
  }

  @Test
  void a_row_whose_condition_can_not_be_decided_takes_nothing_away() throws IOException {
    Path guarded =
        scene.write(
            "guarded.yaml",
            PIPELINE.replace("when: feeds != null", "when: feeds != null && 10 / int(power) >= 0"));
    assertThat(scene.run(guarded).exitCode()).isZero();
    scene.sql("UPDATE pump SET power = '0' WHERE no = '1'");

    assertThat(scene.run(guarded).exitCode()).isEqualTo(7);

    assertThat(scene.latestSummary().path("relationships").path("deleted").asInt()).isZero();
    assertThat(
            CliRun.of("query", "SELECT * FROM RELATIONSHIPS", "--endpoint", scene.endpoint()).out())
        .contains("\"$targetId\":\"pump-2\"");
  }

  @Test
  void a_duplicate_id_with_other_values_is_rejected_naming_both_rows() throws IOException {
    scene.sql("INSERT INTO pump VALUES ('2', 'another name', '7', NULL, 'x')");

    assertThat(scene.run(pipeline).exitCode()).isEqualTo(7);

    JsonNode reject = scene.latestRejects().get(0);
    assertThat(reject.path("code").asText()).isEqualTo("TWIN-CONFLICT");
    assertThat(reject.path("message").asText())
        .startsWith("property name of twin pump-2: rule 'pump'")
        // The source has a sensitive column: no value is shown
        .doesNotContain("[second]", "another name");
  }

  private static String brief(JsonNode reject) {
    return "%s %s %s key %s"
        .formatted(
            reject.path("stage").asText(),
            reject.path("rule").asText(),
            reject.path("code").asText(),
            reject.path("key").asText());
  }

  private static long sum(JsonNode counts, String... names) {
    return Stream.of(names).mapToLong(name -> counts.path(name).asLong()).sum();
  }

  private List<String> ids() {
    return CliRun.of("query", "SELECT $dtId FROM DIGITALTWINS", "--endpoint", scene.endpoint())
        .out()
        .lines()
        .map(line -> line.replaceAll(".*:\"|\"}", ""))
        .sorted()
        .toList();
  }
}
