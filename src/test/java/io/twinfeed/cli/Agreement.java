package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds previews against a graph that a run has written. */
final class Agreement {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  private static final int MOST_ROWS = 1_000;
  private static final String SENSITIVE = "(sensitive)";

  private final Map<String, Value.Struct> graph = new HashMap<>();
  private int twins;
  private int relationships;

  private Agreement() {}

  /**
   * @param graph a twin or relationship a line, as the service gives them
   */
  static Agreement with(List<String> graph) throws IOException {
    Agreement agreement = new Agreement();
    for (String line : graph) {
      JsonNode json = JSON.readTree(line);
      String id =
          json.has("$dtId")
              ? json.path("$dtId").asText()
              : json.path("$sourceId").asText() + " " + json.path("$relationshipId").asText();
      agreement.graph.put(id, value(json));
    }
    return agreement;
  }

  List<String> rules(Path pipeline) {
    var spec = PipelineFile.read(pipeline).spec();
    assertThat(spec).isNotNull();
    return Stream.concat(spec.twins().stream(), spec.relationships().stream())
        .map(rule -> rule.name().text())
        .toList();
  }

  /** Each twin and relationship of a preview is in the graph, with the values that it shows. */
  void check(String rule, CliRun preview) throws IOException {
    assertThat(preview.exitCode()).as(preview.err()).isZero();
    JsonNode json = JSON.readTree(preview.out());
    List<JsonNode> rows = new ArrayList<>();
    json.path("rows").forEach(rows::add);
    assertThat(rows)
        .as(rule)
        .isNotEmpty()
        .noneMatch(row -> row.path("outcome").asText().equals("rejected"));
    if (rows.size() == MOST_ROWS && json.path("aggregatesOverTheseRowsOnly").asBoolean()) {
      return;
    }
    for (JsonNode twin : json.path("twins")) {
      twins++;
      Value.Struct there = graph.get(twin.path("id").asText());
      assertThat(there).as(rule + ": " + twin).isNotNull();
      shownIsThere(rule, twin, there);
      assertThat(there.members().get("$metadata").toJava().toString())
          .contains(twin.path("model").asText());
      twin.path("absent")
          .forEach(name -> assertThat(there.members()).doesNotContainKey(name.asText()));
    }
    for (JsonNode link : json.path("relationships")) {
      relationships++;
      String id = link.path("source").asText() + " " + link.path("id").asText();
      Value.Struct there = graph.get(id);
      assertThat(there).as(rule + ": " + link).isNotNull();
      assertThat(there.members().get("$targetId"))
          .isEqualTo(new Value.Text(link.path("target").asText()));
      shownIsThere(rule, link, there);
    }
  }

  int twins() {
    return twins;
  }

  int relationships() {
    return relationships;
  }

  private static void shownIsThere(String rule, JsonNode made, Value.Struct there)
      throws IOException {
    contains(rule + ": " + made, value(made.path("properties")), there);
  }

  // A component and an object may have more than one rule says
  private static void contains(String what, Value.Struct shown, Value.Struct there) {
    shown
        .members()
        .forEach(
            (name, value) -> {
              Value other = there.members().get(name);
              if (value instanceof Value.Struct part) {
                assertThat(other).as(what).isInstanceOf(Value.Struct.class);
                contains(what, part, (Value.Struct) other);
              } else if (!value.equals(new Value.Text(SENSITIVE))) {
                assertThat(other).as(what + "\nproperty " + name).isEqualTo(value);
              }
            });
  }

  private static Value.Struct value(JsonNode json) throws IOException {
    return (Value.Struct) Value.ofJava(JSON.treeToValue(json, Map.class));
  }
}
