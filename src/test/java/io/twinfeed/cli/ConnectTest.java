package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --connect} with an H2 database: everything that does not fit, at once. */
class ConnectTest {
  private static final Path MODELS = Path.of("pipelines/organization/models").toAbsolutePath();

  private static final String HEAD =
      """
      version: 1
      name: pumps
      parameters:
        hall: {type: string}
      connections:
        erp:
          url: ${env:ERP_URL}
          username: ${env:ERP_USER}
          password: ${env:ERP_PASSWORD}
      target: {endpoint: "http://127.0.0.1:1", models: models}
      sources:
        pumps:
          connection: erp
          table: pump
          columns: [no, name, kw, hall]
          where: "(:hall = 'all' OR hall = :hall)"
          key: [no]
          partition: {by: no, into: 2}
      """;
  private static final String RULES =
      """
      twins:
        - name: pump
          from: pumps
          model: dtmi:assetmodel:enterprise;1
          id: pump-${no}
          properties: {Name: "${name}"}
      sync: {compare: live}
      """;

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() {
    scene = Scene.withH2(folder);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR(20), kw DECIMAL(6, 2), hall VARCHAR)",
        "INSERT INTO pump VALUES (1, 'first', 7.5, 'north'), (2, 'second', 11, 'south')",
        "CREATE TABLE reading (no INT, name VARCHAR(20))");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void problems_of_every_connection_and_source_are_told_at_once() throws IOException {
    Scene.variable("MES_URL", "jdbc:informix:mes");
    Path file =
        write(
            """
            version: 1
            name: wrong
            connections:
              erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
              closed: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${file:/nowhere/password}"}
              refused:
                url: ${env:ERP_URL}
                username: nobody
                password: ${env:ERP_PASSWORD}
              mes: {url: "${env:MES_URL}"}
              unset: {url: "${env:NEVER_SET_URL}"}
            target:
              endpoint: ${env:NEVER_SET_ENDPOINT}
              models: models
            sources:
              lost: {connection: erp, table: pumpp, key: [no]}
              columns: {connection: erp, table: pump, columns: [no, nam, kilowatts], key: [no]}
              where: {connection: erp, table: pump, where: "kw >"}
              types: {connection: erp, table: pump, key: [number]}
              query: {connection: erp, query: "SELECT no, nume FROM reading", key: [no]}
              readings: {connection: erp, table: reading, key: [no]}
              a: {connection: closed, table: pump}
              b: {connection: refused, table: pump}
              c: {connection: mes, table: pump}
              d: {connection: unset, table: pump}
            twins:
              - {name: lost, from: lost, model: "dtmi:assetmodel:enterprise;1", id: "a-${no}", properties: {}}
              - {name: columns, from: columns, model: "dtmi:assetmodel:enterprise;1", id: "b-${no}", properties: {Name: "${nam}"}}
              - {name: where, from: where, model: "dtmi:assetmodel:enterprise;1", id: "c-${no}", properties: {}}
              - {name: types, from: types, model: "dtmi:assetmodel:enterprise;1", id: "d-${no}", properties: {Name: "${name * 2}"}}
              - {name: query, from: query, model: "dtmi:assetmodel:enterprise;1", id: "e-${no}", properties: {}}
              - {name: readings, from: readings, model: "dtmi:assetmodel:enterprise;1", id: "f-${no}", properties: {}}
              - {name: one, from: a, model: "dtmi:assetmodel:enterprise;1", id: "g-${no}", properties: {}}
              - {name: two, from: b, model: "dtmi:assetmodel:enterprise;1", id: "h-${no}", properties: {}}
              - {name: three, from: c, model: "dtmi:assetmodel:enterprise;1", id: "i-${no}", properties: {}}
              - {name: four, from: d, model: "dtmi:assetmodel:enterprise;1", id: "j-${no}", properties: {}}
            sync: {compare: live}
            """);

    CliRun run = CliRun.of("check", file.toString(), "--connect");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.showsAStackTrace()).isFalse();
    Golden.check("connect/problems.txt", run.err().replace(folder + "/", ""));
    Golden.check("connect/problems-report.txt", withoutVersion(run.out()));
    assertThat(run.out() + run.err()).doesNotContain("secret");
  }

  @Test
  void what_can_not_be_asked_alone_ends_with_exit_code_5() throws IOException {
    scene.sql("DROP TABLE pump");

    CliRun run =
        CliRun.of("check", write(HEAD + RULES).toString(), "--connect", "--param", "hall=all");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err())
        .contains(
            "pumps.yaml:14:12: error SOURCE-002: source pumps: the query failed: Table \"PUMP\" not"
                + " found",
            "error: ",
            "not every source could be asked: 1 error");
    assertThat(run.out()).contains("pumps: table pump: could not be asked");
  }

  @Test
  void ranges_over_what_has_no_order_are_refused_where_they_are_asked_for() throws IOException {
    scene.sql("ALTER TABLE pump ADD COLUMN running BOOLEAN");
    String partitioned =
        (HEAD + RULES)
            .replace("partition: {by: no,", "partition: {by: running,")
            .replace("columns: [no,", "columns: [running, no,");

    CliRun run =
        CliRun.of("check", write(partitioned).toString(), "--connect", "--param", "hall=all");

    assertThat(run.exitCode()).as(run.err()).isIn(3, 5);
    assertThat(run.err())
        .contains("SOURCE-002: source pumps: no ranges can be cut over RUNNING, which is BOOLEAN");
  }

  @Test
  void a_parameter_without_a_value_is_asked_for() throws IOException {
    CliRun run = CliRun.of("check", write(HEAD + RULES).toString(), "--connect");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).isEqualTo("error: the parameter hall has no value");
  }

  @Test
  void a_parameter_for_a_check_of_the_file_alone_is_refused() throws IOException {
    CliRun run = CliRun.of("check", write(HEAD + RULES).toString(), "--param", "hall=all");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("add --connect");
  }

  @Test
  void json_tells_the_problems_of_a_file_that_is_wrong_by_itself() throws IOException {
    Path file = write((HEAD + RULES).replace("from: pumps", "from: pump"));

    CliRun run = CliRun.of("check", file.toString(), "--connect", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("exitCode").asInt()).isEqualTo(3);
    JsonNode issue = json.path("issues").get(0);
    assertThat(issue.path("code").asText()).isEqualTo("SPEC-030");
    assertThat(json.path("issues").findValuesAsText("code")).contains("SPEC-021");
    assertThat(json.has("sources")).isFalse();
  }

  @Test
  void an_expression_over_what_is_looked_up_is_checked_against_its_type() throws IOException {
    Path file =
        write(
            (HEAD + RULES)
                .replace(
                    "table: pump\n", "table: pump\n    lookups: {other: {from: twice, by: [no]}}\n")
                .replace("twins:\n", "  twice: {connection: erp, table: pump, key: [no]}\ntwins:\n")
                .replace("${name}", "${other.name * 2}"));

    CliRun run = CliRun.of("check", file.toString(), "--connect", "--param", "hall=all");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("error EXPR-005: * can't be applied to string and int");
  }

  @Test
  void a_sound_file_is_reported_and_nothing_is_written() throws IOException {
    CliRun run =
        CliRun.of("check", write(HEAD + RULES).toString(), "--connect", "--param", "hall=all");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Golden.check("connect/pumps.txt", withoutVersion(run.out()));
    assertThat(run.err()).contains("pumps.yaml: ok: 1 sources");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private Path write(String text) throws IOException {
    return scene.write("pumps.yaml", text.replace("models: models", "models: " + MODELS));
  }

  private static String withoutVersion(String report) {
    return report.replaceAll("H2 [0-9.]+", "H2");
  }
}
