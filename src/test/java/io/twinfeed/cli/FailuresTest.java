package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.LocalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong before a row is written: an exit code, one clear sentence, and nothing written.
 */
class FailuresTest {
  private static final Path SAMPLE = Path.of("pipelines/organization");
  private static final Path PIPELINE = SAMPLE.resolve("organization-upsert.yaml");

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.sql(Files.readString(SAMPLE.resolve("organization.sql")));
    scene.push(SAMPLE.resolve("models"));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_database_that_is_down() throws IOException {
    Scene.variable("ERP_URL", "jdbc:postgresql://127.0.0.1:" + closedPort() + "/erp");

    fails(5, "error: connection business: the database can't be reached: Connection to 127.0.0.1:");
  }

  @Test
  void a_wrong_password() throws IOException {
    Scene.variable("ERP_PASSWORD", "wrong");

    fails(5, "error: connection business: the database refused the user name or the password");
  }

  @Test
  void a_missing_table() throws IOException {
    scene.sql("DROP TABLE Organization");

    fails(5, "error: source organizations: the query failed: Table \"ORGANIZATION\" not found");
  }

  @Test
  void a_missing_column() throws IOException {
    scene.sql("ALTER TABLE Organization DROP COLUMN Division");

    fails(5, "error: source organizations: there is no column Division");
  }

  @Test
  void a_driver_that_is_not_there() throws IOException {
    Scene.variable("ERP_URL", "jdbc:informix:erp");

    fails(5, "error: connection business: there is no driver for this url:");
  }

  @Test
  void an_endpoint_that_is_down() throws IOException {
    Scene.variable("TWINS_ENDPOINT", "http://127.0.0.1:" + closedPort());

    fails(6, "error: the twin service can't be reached: Connection refused");
  }

  @Test
  void an_endpoint_that_is_plain_http_and_elsewhere() throws IOException {
    Scene.variable("TWINS_ENDPOINT", "http://192.0.2.1:8099");

    fails(6, "error: target endpoint: http://192.0.2.1:8099 is plain http and not on this machine");
  }

  @Test
  void an_endpoint_that_answers_401() throws IOException {
    try (Scene closed =
        Scene.withH2(folder, LocalSettings.onFreePort().withTokens(Set.of("a token")))) {
      closed.sql(Files.readString(SAMPLE.resolve("organization.sql")));

      fails(
          6, "error: the twin service does not accept our identity (401 while reading the models)");
    }
  }

  @Test
  void a_model_that_the_service_lacks() throws IOException {
    try (Scene empty = Scene.withH2(folder)) {
      empty.sql(Files.readString(SAMPLE.resolve("organization.sql")));

      CliRun run =
          fails(
              4,
              "error: the service lacks dtmi:assetmodel:iiotbase;1, dtmi:assetmodel:enterprise;1");
      assertThat(run.err()).contains("hint: run `twinfeed models push models`");
    }
  }

  @Test
  void a_model_of_which_the_service_has_another_text() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    for (String name : new String[] {"iiotbase.json", "enterprise.json"}) {
      Files.writeString(
          models.resolve(name),
          Files.readString(SAMPLE.resolve("models").resolve(name)).replace("AssetId", "AssetNo"));
    }
    Path changed =
        scene.write("changed.yaml", Files.readString(PIPELINE).replace("AssetId", "AssetNo"));

    fails(changed, 4, "error: the service has another text under dtmi:assetmodel:iiotbase;1");
  }

  @Test
  void an_unset_variable() throws IOException {
    System.clearProperty("twinfeed.env.ERP_USER");

    CliRun run = fails(3, "error: ");
    assertThat(run.err()).contains("ERP_USER");
  }

  @Test
  void an_unknown_parameter() {
    CliRun run = scene.run(PIPELINE, "--param", "plant=GB01");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).isEqualTo("error: --param plant: this pipeline has no such parameter");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void a_runner_configuration_without_parallelism() throws IOException {
    Path config = scene.write("runner.yaml", "runner: FlinkRunner\n");

    CliRun run = scene.run(PIPELINE, "--runner-config", config.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.error()).contains("the parallelism is not known");
  }

  @Test
  void an_expression_that_does_not_fit_the_columns_type() throws IOException {
    Path file =
        scene.write(
            "typed.yaml",
            Files.readString(PIPELINE)
                .replace("models: models", "models: " + SAMPLE.resolve("models").toAbsolutePath())
                .replace("Name: ${Division}", "Name: ${Division * 2}"));

    CliRun run = fails(file, 3, "does not fit the columns of its sources: 1 error");
    assertThat(run.err()).contains("typed.yaml:30:24: error EXPR-005");
  }

  private CliRun fails(int exitCode, String error) throws IOException {
    return fails(PIPELINE, exitCode, error);
  }

  private CliRun fails(Path pipeline, int exitCode, String error) throws IOException {
    CliRun run = scene.run(pipeline);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.error()).contains(error);
    assertThat(run.error().lines()).hasSize(1);
    assertThat(run.showsAStackTrace()).as(run.err()).isFalse();
    var summary = scene.latestSummary();
    assertThat(summary.path("status").asText()).isEqualTo("failed");
    assertThat(summary.path("exitCode").asInt()).isEqualTo(exitCode);
    assertThat(summary.path("twins").path("created").asInt()).isZero();
    CliRun count =
        CliRun.of("query", "SELECT COUNT() FROM DIGITALTWINS", "--endpoint", scene.endpoint());
    assertThat(count.out()).isEqualTo("{\"COUNT\":0}\n");
    return run;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
