package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The MariaDB server that is installed on this computer, with a folder of its own. */
final class MariaDb implements AutoCloseable {
  private static final String READY = "ready for connections";

  private final Process server;
  private final int port;

  private MariaDb(Process server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts it; where none is installed the test is skipped and says so. */
  static MariaDb start(Path folder) throws IOException, InterruptedException {
    Optional<Path> program = program("mariadbd");
    Optional<Path> install = program("mariadb-install-db");
    assumeThat(program.isPresent() && install.isPresent())
        .as("skipped: no MariaDB server is installed")
        .isTrue();
    String data = "--datadir=" + folder.resolve("data");
    List<String> user =
        System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    Process installed =
        command(
                Stream.concat(
                        Stream.of(
                            install.orElseThrow().toString(),
                            "--no-defaults",
                            data,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db"),
                        user.stream())
                    .toList())
            .redirectOutput(folder.resolve("install.log").toFile())
            .start();
    assertThat(installed.waitFor()).as(folder.resolve("install.log").toString()).isZero();
    int port = freePort();
    Process server =
        command(
                Stream.concat(
                        Stream.of(
                            program.orElseThrow().toString(),
                            "--no-defaults",
                            data,
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--socket=" + folder.resolve("socket"),
                            "--pid-file=" + folder.resolve("pid")),
                        user.stream())
                    .toList())
            .start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.contains(READY)) {
        return new MariaDb(server, port);
      }
    }
    throw new AssertionError("MariaDB did not start:\n" + said);
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/twinfeed";
  }

  String user() {
    return "root";
  }

  /** A connection to a database that is made if it is not there. */
  Connection connect() throws SQLException {
    try (var server =
            DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", user(), "");
        var statement = server.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS twinfeed CHARACTER SET utf8mb4");
    }
    return DriverManager.getConnection(url() + "?sessionVariables=time_zone='+00:00'", user(), "");
  }

  @Override
  public void close() throws InterruptedException {
    server.destroy();
    if (!server.waitFor(30, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor();
    }
  }

  private static ProcessBuilder command(List<String> line) {
    return new ProcessBuilder(line).redirectErrorStream(true);
  }

  private static Optional<Path> program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/bin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
