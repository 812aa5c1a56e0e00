package io.twinfeed.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.read.SourceQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that the tables of a pipeline had in a run. A column that the run before did not see
 * is news for whoever keeps the file; one that was never mapped is not, run after run.
 *
 * @param sources all columns of each source that is a table, whether they are read or not
 */
record KnownColumns(String pipeline, Map<String, List<String>> sources) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "columns.json";

  static KnownColumns of(String pipeline, Collection<SourceQuery> queries) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    queries.stream()
        .filter(query -> !query.tableColumns().isEmpty())
        .forEach(query -> sources.put(query.source(), query.tableColumns()));
    return new KnownColumns(pipeline, sources);
  }

  /**
   * Those of a run.
   *
   * @param run its directory; without a good file of this pipeline in it, nothing is known
   */
  static KnownColumns read(Path run, String pipeline) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    try {
      JsonNode json = JSON.readTree(Files.readString(run.resolve(FILE)));
      if (json.path("pipeline").asText().equals(pipeline)) {
        json.path("sources")
            .fields()
            .forEachRemaining(
                source -> {
                  List<String> columns = new ArrayList<>();
                  source.getValue().forEach(column -> columns.add(column.asText()));
                  sources.put(source.getKey(), columns);
                });
      }
    } catch (IOException e) {
      // No run before, or somebody has tidied up: then no column is new
      sources.clear();
    }
    return new KnownColumns(pipeline, sources);
  }

  void write(Path run) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("pipeline", pipeline);
    ObjectNode all = json.putObject("sources");
    sources.forEach(
        (source, columns) -> {
          ArrayNode names = all.putArray(source);
          columns.forEach(names::add);
        });
    Files.writeString(run.resolve(FILE), json.toPrettyString() + "\n");
  }

  /** With what another run has seen of some sources, where this one has not looked. */
  KnownColumns with(KnownColumns other, Set<String> unseen) {
    Map<String, List<String>> all = new LinkedHashMap<>(sources);
    other
        .sources()
        .forEach(
            (source, columns) -> {
              if (unseen.contains(source)) {
                all.putIfAbsent(source, columns);
              }
            });
    return new KnownColumns(pipeline, all);
  }

  /** One warning for each source whose table has columns that it had not before. */
  List<String> newSince(KnownColumns before) {
    List<String> warnings = new ArrayList<>();
    sources.forEach(
        (source, columns) -> {
          List<String> known = before.sources().getOrDefault(source, columns);
          List<String> added = columns.stream().filter(each -> !known.contains(each)).toList();
          if (!added.isEmpty()) {
            warnings.add(
                "source %s: its table has new columns since the last run: %s"
                    .formatted(source, String.join(", ", added)));
          }
        });
    return warnings;
  }
}
