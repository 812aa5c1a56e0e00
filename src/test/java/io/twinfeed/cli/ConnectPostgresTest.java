package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.Golden;
import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --connect} of the sample ERP in a real PostgreSQL. */
class ConnectPostgresTest {
  private static final Path PIPELINE = Path.of("pipelines/bottling/bottling.yaml");

  private static final Path ORGANIZATION_MODELS =
      Path.of("pipelines/organization/models").toAbsolutePath();

  @TempDir static Path folder;
  private static EmbeddedErp erp;

  @BeforeAll
  static void begin() throws SQLException {
    erp = EmbeddedErp.start(folder.resolve("erp"));
    erp.load(1);
    sql("ANALYZE");
    Scene.variable("ERP_URL", erp.url());
    Scene.variable("ERP_USER", erp.user());
    Scene.variable("ERP_PASSWORD", erp.password());
    Scene.variable("TWINS_ENDPOINT", "http://127.0.0.1:1");
  }

  @AfterAll
  static void end() {
    erp.close();
  }

  @Test
  void a_key_without_an_index_a_view_and_ranges_without_one_are_said_in_words()
      throws IOException, SQLException {
    sql(
        "CREATE SCHEMA odd",
        "CREATE TABLE odd.reading (no int, code varchar(9), at timestamp, secret int, part int)",
        "INSERT INTO odd.reading SELECT n, 'C' || n % 10, timestamp '2024-01-01' + n * interval"
            + " '1 hour', n, n FROM generate_series(1, 100) n",
        "CREATE UNIQUE INDEX half ON odd.reading (no) WHERE no > 50",
        "CREATE UNIQUE INDEX whole ON odd.reading (code, no)",
        "CREATE VIEW odd.seen AS SELECT * FROM odd.reading",
        "CREATE TABLE odd.\"Never Analysed\" (no int PRIMARY KEY)",
        "ANALYZE odd.reading");
    Path file =
        Files.writeString(
            folder.resolve("odd.yaml"),
            """
            version: 1
            name: odd
            connections:
              erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
            target: {endpoint: "${env:TWINS_ENDPOINT}", models: %s}
            sources:
              readings:
                connection: erp
                table: odd.reading
                key: [no]
                partition: {by: at, into: 3}
              wider: {connection: erp, table: odd.reading, key: [NO, code, part]}
              secret:
                connection: erp
                table: odd.reading
                columns: [no, secret]
                partition: {by: secret, into: 20}
                sensitive: [secret]
              seen: {connection: erp, table: odd.seen, key: [no]}
              quoted: {connection: erp, table: 'odd."Never Analysed"', key: [no]}
            twins:
              - {name: a, from: readings, model: "dtmi:assetmodel:enterprise;1", id: "a-${no}", properties: {Name: "${code}"}}
              - {name: b, from: wider, model: "dtmi:assetmodel:enterprise;1", id: "b-${no}", properties: {Name: "${code}"}}
              - {name: c, from: secret, model: "dtmi:assetmodel:enterprise;1", id: "c-${no}", properties: {}}
              - {name: d, from: seen, model: "dtmi:assetmodel:enterprise;1", id: "d-${no}", properties: {}}
              - {name: e, from: quoted, model: "dtmi:assetmodel:enterprise;1", id: "e-${no}", properties: {}}
            sync: {compare: live}
            """
                .formatted(ORGANIZATION_MODELS));

    CliRun run = CliRun.of("check", file.toString(), "--connect");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Golden.check("connect/odd.txt", withoutVersion(run.out()));
    assertThat(run.err())
        .contains(
            "odd.yaml:10:11: warning SOURCE-003: the database knows no uniqueness over the key no"
                + " of the source readings",
            "1 warning\n");
  }

  @Test
  void the_sample_is_reported_source_by_source() throws IOException {
    CliRun run = CliRun.of("check", PIPELINE.toString(), "--connect");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Golden.check("connect/bottling.txt", withoutVersion(run.out()));
    assertThat(run.err()).startsWith("pipelines/bottling/bottling.yaml: ok: 15 sources");
  }

  @Test
  void the_report_as_json_has_the_same_and_stdout_nothing_else() throws IOException {
    CliRun run = CliRun.of("check", PIPELINE.toString(), "--connect", "--json");

    JsonNode machines = new ObjectMapper().readTree(run.out()).path("sources").get(2);
    assertThat(machines.path("name").asText()).isEqualTo("machines");
    assertThat(machines.path("columns").get(6).toString())
        .isEqualTo("{\"name\":\"rated_kw\",\"sqlType\":\"numeric(8, 2)\",\"type\":\"decimal\"}");
    assertThat(machines.path("rows").asInt()).isEqualTo(492);
    assertThat(machines.path("key").toString()).isEqualTo("{\"columns\":[\"id\"],\"unique\":true}");
    assertThat(machines.path("partition").path("rowsPerRange").asInt()).isEqualTo(123);
    assertThat(machines.path("partition").path("ranges").get(1).toString())
        .isEqualTo("{\"from\":\"124\",\"to\":\"247\"}");
  }

  @Test
  void a_preview_shows_rows_and_what_they_become() throws IOException {
    Golden.check("preview/machine.txt", preview("machine", "--rows", "2"));
    Golden.check("preview/line load.txt", preview("line load", "--rows", "3"));
    Golden.check("preview/runsOn.txt", preview("runsOn", "--rows", "1", "--param", "plant=DE01"));
  }

  private static String preview(String rule, String... more) {
    List<String> args = new ArrayList<>(List.of("preview", PIPELINE.toString(), rule));
    args.addAll(List.of(more));
    CliRun run = CliRun.of(args.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private static String withoutVersion(String report) {
    return report.replaceFirst("PostgreSQL [0-9.]+", "PostgreSQL");
  }

  private static void sql(String... statements) throws SQLException {
    try (var connection = erp.connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
