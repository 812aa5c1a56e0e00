package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.twinfeed.local.KeyStores;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The path to the real service, whole: a process of its own, https, and DefaultAzureCredential,
 * which asks a managed identity's endpoint for a token. Only the two ends are ours.
 */
class AzureIdentityTest {
  private static final Path SAMPLE = Path.of("pipelines/organization");

  @TempDir Path folder;
  private Path keys;
  private LocalService service;
  private HttpServer identity;
  private volatile String token = "a token";

  @BeforeEach
  void begin() throws IOException, InterruptedException, SQLException {
    keys = KeyStores.selfSigned(folder);
    service =
        LocalService.start(
            LocalSettings.onFreePort()
                .withTls(new Tls.Pkcs12(keys, KeyStores.PASSWORD))
                .withTokens(Set.of("a token")));
    identity = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    identity.createContext(
        "/token",
        exchange -> {
          byte[] answer =
              """
              {"access_token": "%s", "expires_on": "%d", "resource": "twins", "token_type": "Bearer"}
              """
                  .formatted(token, System.currentTimeMillis() / 1000 + 3600)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    identity.start();
    try (var database = DriverManager.getConnection(databaseUrl(), "sa", "secret");
        var statement = database.createStatement()) {
      statement.execute(Files.readString(SAMPLE.resolve("organization.sql")));
    }
  }

  @AfterEach
  void end() {
    identity.stop(0);
    service.close();
  }

  @Test
  void a_token_that_the_service_does_not_know_is_said_in_one_sentence()
      throws IOException, InterruptedException {
    token = "another token";

    Ended push = twinfeed("models", "push", SAMPLE.resolve("models").toString());

    assertThat(push.exitCode()).as(push.err()).isEqualTo(6);
    assertThat(push.err())
        .contains("error: the twin service does not accept our identity (401")
        .doesNotContain("\tat ")
        .doesNotContain("another token");
  }

  @Test
  void a_run_over_tls_with_a_managed_identity_writes_the_graph()
      throws IOException, InterruptedException {
    Ended push = twinfeed("models", "push", SAMPLE.resolve("models").toString());
    assertThat(push.exitCode()).as(push.err()).isZero();

    Ended run =
        twinfeed(
            "run",
            SAMPLE.resolve("organization-upsert.yaml").toString(),
            "--runs-dir",
            folder.resolve("runs").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Ended count = twinfeed("query", "SELECT COUNT() FROM DIGITALTWINS");
    assertThat(count.out()).isEqualTo("{\"COUNT\":4}\n");
    assertThat(Files.readString(folder.resolve("runs/latest/summary.json")))
        .doesNotContain("a token", "secret");
    assertThat(Files.readString(folder.resolve("runs/latest/pipeline.yaml")))
        .doesNotContain("secret");
  }

  /** A process that has ended. */
  private record Ended(int exitCode, String out, String err) {}

  private Ended twinfeed(String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djavax.net.ssl.trustStore=" + keys,
                "-Djavax.net.ssl.trustStorePassword=" + KeyStores.PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                "io.twinfeed.Main"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + identity.getAddress().getPort() + "/token",
                "IDENTITY_HEADER",
                "x",
                "TWINS_ENDPOINT",
                service.endpoint().toString(),
                "ERP_URL",
                databaseUrl(),
                "ERP_USER",
                "sa",
                "ERP_PASSWORD",
                "secret"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private String databaseUrl() {
    return "jdbc:h2:file:" + folder.resolve("erp");
  }
}
