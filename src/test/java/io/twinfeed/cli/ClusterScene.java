package io.twinfeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;

/**
 * Machines on lines, in a database that other processes reach, and a twin service before a
 * turnstile.
 */
final class ClusterScene implements AutoCloseable {
  static final int MACHINES = 400;
  private static final String PIPELINE =
      (Scene.HEAD + Machines.RULES)
              .replace("key: [no]}\n  lines", "key: [no], partition: {by: no, into: 4}}\n  lines")
          + "sync: {mode: mirror, guards: {maxDeletes: {percent: 100}}}\n";

  final Scene scene;
  final Turnstile turnstile;
  final Path pipeline;
  private final Server database;

  private ClusterScene(Path folder) throws IOException, SQLException {
    scene = Scene.withH2(folder);
    database = Server.createTcpServer("-tcpPort", "0").start();
    turnstile = new Turnstile(scene.service.endpoint());
    variables().forEach(Scene::variable);
    Machines.make(scene, MACHINES, 4);
    pipeline = file("ERP_PASSWORD");
  }

  static ClusterScene in(Path folder) throws IOException, SQLException {
    return new ClusterScene(folder);
  }

  /** A pipeline file whose password is in a variable of this name. */
  Path file(String password) throws IOException {
    return scene.write(
        "machines-" + password + ".yaml", PIPELINE.replace("ERP_PASSWORD", password));
  }

  /** What a process that runs the file needs. */
  Map<String, String> variables() {
    return scene.environment(turnstile.endpoint(), database.getPort());
  }

  Map<String, String> asked() {
    return Machines.asked(scene);
  }

  Map<String, String> graph() throws IOException {
    return Machines.graph(scene);
  }

  /**
   * Begins a run in a process of its own.
   *
   * @param more variables
   */
  Process start(Path config, Map<String, String> more, String... options) throws IOException {
    Map<String, String> environment = new HashMap<>(variables());
    environment.putAll(more);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                pipeline.toString(),
                "--runner-config",
                config.toString(),
                "--runs-dir",
                scene.folder.resolve("runs").toString()));
    arguments.addAll(List.of(options));
    return MainProcess.start(
        Files.createDirectories(scene.folder.resolve("client")),
        environment,
        arguments.toArray(new String[0]));
  }

  String said() throws IOException {
    return Files.readString(scene.folder.resolve("client/err"));
  }

  @Override
  public void close() {
    turnstile.close();
    database.stop();
    scene.close();
  }
}
