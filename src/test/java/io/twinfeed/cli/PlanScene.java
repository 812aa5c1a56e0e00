package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Pumps that feed each other and stand in halls: enough to plan something of every kind. */
final class PlanScene implements AutoCloseable {
  static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Plate;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "serial", "schema": "string"}]},
       {"@id": "dtmi:com:example:Hall;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "pumps", "schema": "integer"}]},
       {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "double"},
          {"@type": "Property", "name": "owner", "schema": "string"},
          {"@type": "Component", "name": "plate", "schema": "dtmi:com:example:Plate;1"},
          {"@type": "Relationship", "name": "locatedIn", "target": "dtmi:com:example:Hall;1",
           "properties": [{"@type": "Property", "name": "since", "schema": "string"}]}]}]
      """;

  static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps: {connection: erp, table: pump, key: [no], sensitive: [owner]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}", power: "${kw}", owner: "${owner}", plate.serial: "${serial}"}
        - name: hall
          from: pumps
          model: dtmi:com:example:Hall;1
          id: hall-${hall}
          creates: true
          properties: {pumps: {count: true}}
      relationships:
        - name: locatedIn
          from: pumps
          source: pump-${no}
          target: hall-${hall}
          exclusive: true
          properties: {since: "${moved}"}
      """;

  final Scene scene;
  final Path pipeline;

  private PlanScene(Scene scene, Path pipeline) {
    this.scene = scene;
    this.pipeline = pipeline;
  }

  /** With so many pumps in three halls. */
  static PlanScene of(Path folder, int pumps) throws IOException {
    Scene scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, kw DECIMAL(6, 2), owner VARCHAR,"
            + " serial VARCHAR, hall INT, moved VARCHAR)",
        "INSERT INTO pump SELECT x, 'pump ' || x, x / 2.0, 'owner ' || x, 's' || x, MOD(x, 3),"
            + " '2024' FROM SYSTEM_RANGE(1, "
            + pumps
            + ")");
    return new PlanScene(scene, scene.write("pumps.yaml", PIPELINE));
  }

  /** Something of every kind but deletes of twins. */
  void change() {
    scene.sql(
        "UPDATE pump SET name = 'renamed', kw = NULL, owner = 'secret owner' WHERE no = 1",
        "UPDATE pump SET serial = NULL WHERE no = 2",
        "UPDATE pump SET hall = 2 WHERE no = 3",
        "UPDATE pump SET moved = '2026' WHERE no = 4",
        "INSERT INTO pump VALUES (100, 'new', 1.5, 'nobody', NULL, 0, NULL)");
  }

  CliRun plan(String... more) {
    List<String> args = new ArrayList<>(List.of("plan", pipeline.toString(), "--runs-dir", runs()));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(new String[0]));
  }

  CliRun run(int exitCode, String... more) {
    CliRun run = scene.run(pipeline, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  String runs() {
    return scene.folder.resolve("runs").toString();
  }

  /** Every write is answered as one that this identity may not make. */
  void refuseWrites() {
    scene.faults(
        """
        - {method: PUT, path: "/**", status: 403}
        - {method: PATCH, path: "/**", status: 403}
        - {method: DELETE, path: "/**", status: 403}
        - {method: POST, path: "/**", status: 403}
        """);
  }

  /** The whole graph, with its etags left out. */
  String graph() {
    HttpRequest export =
        HttpRequest.newBuilder(URI.create(scene.endpoint() + "/local/export")).build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(export, HttpResponse.BodyHandlers.ofString())
        .join()
        .body();
  }

  /** What is kept between runs, byte by byte. */
  TreeMap<String, String> state() throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(scene.folder.resolve("state"))) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  @Override
  public void close() {
    scene.close();
  }
}
