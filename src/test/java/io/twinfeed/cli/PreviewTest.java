package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "integer"},
          {"@type": "Property", "name": "code", "schema": "string"},
          {"@type": "Relationship", "name": "feeds", "target": "dtmi:com:example:Pump;1",
           "properties": [{"@type": "Property", "name": "share", "schema": "double"}]}]},
       {"@id": "dtmi:com:example:Hall;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "pumps", "schema": "integer"},
          {"@type": "Property", "name": "power", "schema": "double"}]}]
      """;

  private static final String PIPELINE =
      """
      version: 1
      name: pumps
      parameters:
        from: {type: int, default: 0}
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
        other: {url: "jdbc:informix:other"}
      target: {endpoint: "${env:NEVER_SET_ENDPOINT}", models: models}
      sources:
        pumps:
          connection: erp
          table: pump
          columns: [no, name, power, hall, feeds, pin, gone]
          where: "no >= :from"
          key: [no]
          deleted: gone
          sensitive: [pin]
          lookups: {site: {from: sites, by: [hall]}}
        sites: {connection: erp, table: site, key: [hall], sensitive: [owner]}
        halls: {connection: other, table: hall, columns: [hall]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          when: name != null
          properties: {name: "${name}", power: "${power}", code: "${pin.upperAscii()}"}
        - name: hall
          from: halls
          model: dtmi:com:example:Hall;1
          id: hall-${hall}
          properties: {}
        - name: hall load
          from: pumps
          model: dtmi:com:example:Hall;1
          id: hall-${hall}
          properties: {pumps: {count: true}, power: {sum: "${decimal(power)}"}}
        - name: pin
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pin-${pin}
          properties: {name: "${twinId}"}
        - name: sited
          from: pumps
          model: dtmi:com:example:Pump;1
          id: sited-${no}
          properties: {name: "${site.town}", code: "${site.owner}"}
      relationships:
        - name: feeds
          from: pumps
          source: pump-${no}
          target: pump-${feeds}
          when: feeds != null
          exclusive: true
          properties: {share: "${1.0 / feeds}"}
      sync: {compare: live}
      """;

  @TempDir Path folder;
  private Scene scene;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/pump.json"), MODELS);
    file = scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, power VARCHAR, hall VARCHAR, feeds"
            + " INT, pin VARCHAR, gone BOOLEAN)",
        "CREATE TABLE site (hall VARCHAR PRIMARY KEY, town VARCHAR, owner VARCHAR)",
        "INSERT INTO site VALUES ('north', 'Kiel', 'Ms Secret'), ('west', 'Trier', NULL)",
        "INSERT INTO pump VALUES"
            + " (1, 'first', '100', 'north', 2, 'top secret', false),"
            + " (2, 'second', 'lots', 'north', NULL, 'x1y2z3', false),"
            + " (3, NULL, '7', 'south', 1, NULL, false),"
            + " (4, 'fourth', '7', 'south', 4, NULL, true),"
            + " (5, U&'two\\000alines', NULL, 'south', 5, NULL, false)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void an_unknown_rule_is_told_with_the_rules_that_there_are() {
    CliRun run = CliRun.of("preview", file.toString(), "pumpe");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).endsWith("pumps.yaml has no rule pumpe");
    assertThat(run.err())
        .contains("hint: did you mean pump? its rules: pump, hall, 'hall load', pin, sited, feeds");
  }

  @Test
  void no_rows_or_very_many_are_refused() {
    for (String rows : new String[] {"0", "1001"}) {
      CliRun run = CliRun.of("preview", file.toString(), "pump", "--rows", rows);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.error()).isEqualTo("error: --rows " + rows + " is not to be had");
    }
  }

  @Test
  void a_database_that_can_not_be_reached_is_exit_code_5() {
    CliRun run = CliRun.of("preview", file.toString(), "hall");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.error()).contains("connection other: there is no driver for this url:");
  }

  @Test
  void an_expression_that_does_not_fit_the_columns_is_exit_code_3() throws IOException {
    Files.writeString(file, PIPELINE.replace("\"${name}\"", "\"${name * 2}\""));

    CliRun run = CliRun.of("preview", file.toString(), "pump");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("error EXPR-005", "does not fit the columns of its sources");
  }

  @Test
  void rows_are_used_filtered_absent_and_rejected_and_no_sensitive_value_is_shown()
      throws IOException {
    CliRun run = CliRun.of("preview", file.toString(), "pump");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    Golden.check("preview/pump.txt", run.out());
    assertThat(run.out().toLowerCase(java.util.Locale.ROOT)).doesNotContain("top secret", "x1y2z3");
  }

  @Test
  void a_relationship_has_its_ends_and_a_row_that_says_none_says_so() throws IOException {
    Golden.check("preview/feeds.txt", CliRun.of("preview", file.toString(), "feeds").out());
  }

  @Test
  void aggregates_are_over_the_rows_shown_and_a_rejected_row_holds_its_twin() throws IOException {
    Golden.check("preview/hall load.txt", CliRun.of("preview", file.toString(), "hall load").out());
  }

  @Test
  void ids_that_are_made_of_sensitive_columns_are_shown_nowhere() {
    CliRun run = CliRun.of("preview", file.toString(), "pin", "--rows", "2");

    assertThat(run.out()).contains("becomes twin (sensitive)", "name    \"(sensitive)\"");
    assertThat(run.out()).contains("rejected ROW-ID-ILLEGAL: the id 'pin-(sensitive)' contains");
    assertThat(run.out()).doesNotContain("secret", "x1y2z3");
  }

  @Test
  void rows_bring_along_what_they_look_up() throws IOException {
    Golden.check("preview/sited.txt", CliRun.of("preview", file.toString(), "sited").out());
  }

  @Test
  void parameters_narrow_the_rows_and_an_empty_source_is_said_to_be_empty() {
    CliRun run = CliRun.of("preview", file.toString(), "pump", "--param", "from=6");

    assertThat(run.out()).endsWith("The source has no rows.\n");
  }

  @Test
  void json_is_one_document_with_typed_values() throws IOException {
    CliRun run = CliRun.of("preview", file.toString(), "pump", "--json", "--rows", "2");

    JsonNode json = new ObjectMapper().readTree(run.out());
    JsonNode first = json.path("rows").get(0);
    assertThat(first.path("columns").toString())
        .isEqualTo(
            "{\"no\":1,\"name\":\"first\",\"power\":\"100\",\"hall\":\"north\",\"feeds\":2,"
                + "\"pin\":\"(sensitive)\",\"gone\":false,\"site.HALL\":\"north\","
                + "\"site.TOWN\":\"Kiel\",\"site.OWNER\":\"(sensitive)\"}");
    assertThat(first.path("becomes").asInt()).isZero();
    assertThat(json.path("rows").get(1).path("code").asText()).isEqualTo("ROW-VALUE");
    assertThat(json.path("twins").get(0).toString())
        .isEqualTo(
            "{\"id\":\"pump-1\",\"model\":\"dtmi:com:example:Pump;1\",\"creates\":true,"
                + "\"properties\":{\"code\":\"(sensitive)\",\"name\":\"first\",\"power\":100},"
                + "\"sourceTimes\":{},\"absent\":[]}");
  }
}
