package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.job.ServiceModels;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database, a local twin service and a folder for runs; variables of pipeline files point to
 * them.
 */
final class Scene implements AutoCloseable {
  /** How the files of tests begin: the database and the service are those of the scene. */
  static final String HEAD =
      """
      version: 1
      name: pumps
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
      """;

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

  /** The database for other processes, which a server of H2's shows at a port. */
  String urlAt(int port) {
    return url.replace("jdbc:h2:", "jdbc:h2:tcp://127.0.0.1:" + port + "/");
  }

  /**
   * What a process of its own that runs a file of the scene has in its environment.
   *
   * @param endpoint of the service, or of what stands before it
   * @param port of the server of the database
   */
  Map<String, String> environment(String endpoint, int port) {
    return Map.of(
        "TWINS_ENDPOINT",
        endpoint,
        "ERP_URL",
        urlAt(port),
        "ERP_USER",
        "sa",
        "ERP_PASSWORD",
        "secret");
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

  /** Writes models beside the pipeline file, and gives them to the service. */
  void models(String json) throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    Files.writeString(models.resolve("models.json"), json);
    push(models);
  }

  /** Lets calls go wrong, as {@code serve --faults} does. */
  void faults(String yaml) {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(endpoint() + "/local/faults"))
            .PUT(HttpRequest.BodyPublishers.ofString(yaml))
            .build();
    HttpResponse<String> reply =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .sendAsync(put, HttpResponse.BodyHandlers.ofString())
            .join();
    assertThat(reply.statusCode()).as(reply.body()).isLessThan(300);
  }

  /** A twin; null if there is none. */
  @Nullable Twin twin(String id) {
    try (TwinStore store = store()) {
      return store.twin(new TwinId(id)).join() instanceof Reply.Done<Twin> found
          ? found.value()
          : null;
    }
  }

  /** A text of a twin that is there; null if it has none. */
  @Nullable String text(String id, String property) {
    Twin twin = twin(id);
    assertThat(twin).as(id).isNotNull();
    return twin.properties().get(property) instanceof Value.Text text ? text.text() : null;
  }

  List<Relationship> relationships(String id, String name) {
    try (TwinStore store = store()) {
      return ((Reply.Done<List<Relationship>>) store.relationships(new TwinId(id), name).join())
          .value();
    }
  }

  /** Where the relationships of a name lead. */
  List<String> targets(String id, String name) {
    return relationships(id, name).stream().map(link -> link.target().value()).toList();
  }

  /** What the latest run has counted of twins or relationships, without zeros. */
  Map<String, Integer> counts(String kind) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    latestSummary()
        .path(kind)
        .properties()
        .forEach(each -> counts.put(each.getKey(), each.getValue().asInt()));
    counts.values().removeIf(count -> count == 0);
    return counts;
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
