package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Machines that are part of lines: the tables, the models, the rules, and what either side says.
 */
final class Machines {
  static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Machine;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Relationship", "name": "partOf"},
          {"@type": "Relationship", "name": "next"}]}]
      """;

  /** Follows the head of a file ({@link Scene#HEAD}). */
  static final String RULES =
      """
      sources:
        machines: {connection: erp, table: machine, key: [no]}
        lines: {connection: erp, table: line, key: [no]}
      twins:
        - {name: machine, from: machines, model: "dtmi:com:example:Machine;1", id: "m-${no}", properties: {name: "${name}"}}
        - {name: line, from: lines, model: "dtmi:com:example:Machine;1", id: "l-${no}", properties: {name: "${name}"}}
      relationships:
        - {name: partOf, from: machines, source: "m-${no}", target: "l-${line}", exclusive: true}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Machines() {}

  /** Makes the models and the tables, with machines from 1 on, and lines from 0 on. */
  static void make(Scene scene, int machines, int lines) throws IOException {
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE machine (no INT PRIMARY KEY, name VARCHAR, line INT)",
        "CREATE TABLE line (no INT PRIMARY KEY, name VARCHAR)",
        "INSERT INTO line SELECT x, 'line ' || x FROM SYSTEM_RANGE(0, %d)".formatted(lines - 1),
        "INSERT INTO machine SELECT x, 'A', MOD(x, %d) FROM SYSTEM_RANGE(1, %d)"
            .formatted(lines, machines));
  }

  /** What the tables say: name and lines by twin. */
  static Map<String, String> asked(Scene scene) {
    Map<String, String> asked = new TreeMap<>();
    scene.rows("SELECT 'm-' || no, name || ' [l-' || line || ']' FROM machine", asked);
    scene.rows("SELECT 'l-' || no, name || ' []' FROM line", asked);
    return asked;
  }

  /** What the graph says, in the same way. */
  static Map<String, String> graph(Scene scene) throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    for (JsonNode link : query(scene, "SELECT * FROM RELATIONSHIPS")) {
      lines
          .computeIfAbsent(link.path("$sourceId").asText(), unused -> new ArrayList<>())
          .add(link.path("$targetId").asText());
    }
    Map<String, String> graph = new TreeMap<>();
    for (JsonNode twin : query(scene, "SELECT * FROM DIGITALTWINS")) {
      String id = twin.path("$dtId").asText();
      graph.put(id, twin.path("name").asText() + " " + lines.getOrDefault(id, List.of()));
    }
    return graph;
  }

  private static JsonNode query(Scene scene, String query) throws IOException {
    CliRun run = CliRun.of("query", query, "--endpoint", scene.endpoint(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }
}
