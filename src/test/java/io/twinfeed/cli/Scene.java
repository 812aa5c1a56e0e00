package io.twinfeed.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.job.ServiceModels;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A database, a local twin service and a folder for runs; variables of pipeline files point to
 * them.
 */
final class Scene implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final LocalService service;
  final Path folder;
  final String url;

  private Scene(Path folder, String url, LocalSettings settings) {
    this.folder = folder;
    this.url = url;
    this.service = LocalService.start(settings);
    variable("ERP_URL", url);
    variable("ERP_USER", "sa");
    variable("ERP_PASSWORD", "secret");
    variable("TWINS_ENDPOINT", endpoint());
  }

  /** With an empty H2 database whose password is {@code secret}. */
  static Scene withH2(Path folder) {
    return withH2(folder, LocalSettings.onFreePort());
  }

  static Scene withH2(Path folder, LocalSettings settings) {
    return new Scene(folder, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", settings);
  }

  static void variable(String name, String value) {
    System.setProperty("twinfeed.env." + name, value);
  }

  String endpoint() {
    return service.endpoint().toString();
  }

  void sql(String... statements) {
    try (Connection connection = DriverManager.getConnection(url, "sa", "secret");
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts the first column of rows and the second one into a map. */
  void rows(String query, Map<String, String> into) {
    try (Connection connection = DriverManager.getConnection(url, "sa", "secret");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        into.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  void push(Path models) {
    Issues issues = new Issues();
    ModelSet set = ModelParser.parse(ModelFolder.read(models), ModelSet.empty(), issues);
    try (TwinStore store = store()) {
      ServiceModels.push(store, ServiceModels.compare(store, set).missing());
    }
  }

  TwinStore store() {
    return TwinService.connectImpatiently(endpoint());
  }

  CliRun run(Path pipeline, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("run", pipeline.toString(), "--runs-dir", folder.resolve("runs").toString()));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(new String[0]));
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  JsonNode latestSummary() throws IOException {
    return JSON.readTree(folder.resolve("runs/latest/summary.json").toFile());
  }

  List<JsonNode> latestRejects() throws IOException {
    List<JsonNode> rejects = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("runs/latest/rejects.jsonl"))) {
      rejects.add(JSON.readTree(line));
    }
    return rejects;
  }

  @Override
  public void close() {
    service.close();
    sql("SHUTDOWN");
  }
}
