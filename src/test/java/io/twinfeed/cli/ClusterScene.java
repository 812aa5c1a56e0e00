package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.tools.Server;

/**
 * Machines on lines, in a database that other processes reach, and a twin service before a
 * turnstile.
 */
final class ClusterScene implements AutoCloseable {
  static final int MACHINES = 400;
  private static final int LINES = 4;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Machine;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Relationship", "name": "partOf"}]}]
      """;
  private static final String PIPELINE =
      """
      version: 1
      name: machines
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:%s}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
      sources:
        machines: {connection: erp, table: machine, key: [no], partition: {by: no, into: 4}}
        lines: {connection: erp, table: line, key: [no]}
      twins:
        - {name: machine, from: machines, model: "dtmi:com:example:Machine;1", id: "m-${no}", properties: {name: "${name}"}}
        - {name: line, from: lines, model: "dtmi:com:example:Machine;1", id: "l-${no}", properties: {name: "${name}"}}
      relationships:
        - {name: partOf, from: machines, source: "m-${no}", target: "l-${line}", exclusive: true}
      sync: {mode: mirror, guards: {maxDeletes: {percent: 100}}}
      """;

  final Scene scene;
  final Turnstile turnstile;
  final Path pipeline;
  private final Server database;

  private ClusterScene(Path folder) throws IOException, SQLException {
    scene = Scene.withH2(folder);
    database = Server.createTcpServer("-tcpPort", "0").start();
    turnstile = new Turnstile(scene.service.endpoint());
    variables().forEach(Scene::variable);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE machine (no INT PRIMARY KEY, name VARCHAR, line INT)",
        "CREATE TABLE line (no INT PRIMARY KEY, name VARCHAR)",
        "INSERT INTO line SELECT x, 'line ' || x FROM SYSTEM_RANGE(0, " + (LINES - 1) + ")",
        "INSERT INTO machine SELECT x, 'A', MOD(x, "
            + LINES
            + ") FROM SYSTEM_RANGE(1, "
            + MACHINES
            + ")");
    pipeline = file("ERP_PASSWORD");
  }

  static ClusterScene in(Path folder) throws IOException, SQLException {
    return new ClusterScene(folder);
  }

  /** A pipeline file whose password is in a variable of this name. */
  Path file(String password) throws IOException {
    return scene.write("machines-" + password + ".yaml", PIPELINE.formatted(password));
  }

  /** What a process that runs the file needs. */
  Map<String, String> variables() {
    return Map.of(
        "TWINS_ENDPOINT",
        turnstile.endpoint(),
        "ERP_URL",
        scene.url.replace("jdbc:h2:", "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/"),
        "ERP_USER",
        "sa",
        "ERP_PASSWORD",
        "secret");
  }

  /** What the tables say: name and lines by twin. */
  Map<String, String> asked() {
    Map<String, String> asked = new TreeMap<>();
    scene.rows("SELECT 'm-' || no, name || ' [l-' || line || ']' FROM machine", asked);
    scene.rows("SELECT 'l-' || no, name || ' []' FROM line", asked);
    return asked;
  }

  /** What the graph says, in the same way. */
  Map<String, String> graph() throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    for (JsonNode link : query("SELECT * FROM RELATIONSHIPS")) {
      lines
          .computeIfAbsent(link.path("$sourceId").asText(), unused -> new ArrayList<>())
          .add(link.path("$targetId").asText());
    }
    Map<String, String> graph = new TreeMap<>();
    for (JsonNode twin : query("SELECT * FROM DIGITALTWINS")) {
      String id = twin.path("$dtId").asText();
      graph.put(id, twin.path("name").asText() + " " + lines.getOrDefault(id, List.of()));
    }
    return graph;
  }

  private JsonNode query(String query) throws IOException {
    CliRun run = CliRun.of("query", query, "--endpoint", scene.endpoint(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  /** Ends the run's process in the moment in which a write is where it is said to be. */
  Process start(Path config) throws IOException {
    Path folder = Files.createDirectories(scene.folder.resolve("client"));
    return MainProcess.start(
        folder,
        variables(),
        "run",
        pipeline.toString(),
        "--runner-config",
        config.toString(),
        "--runs-dir",
        scene.folder.resolve("runs").toString());
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
