package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Place;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Sync;
import io.twinfeed.spec.Sync.Compare;
import io.twinfeed.spec.Sync.Guards;
import io.twinfeed.spec.Sync.Limit;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Sync.Nulls;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads how a run keeps the graph in step, and its guards. */
final class Syncs {
  // Nobody deletes a twentieth of a graph by intention without saying so
  private static final Limit MAX_DELETES = new Limit(5.0, 20);

  private Syncs() {}

  /**
   * @param sources those whose rows a guard can count
   */
  static Sync read(@Nullable Node node, Place otherwise, Set<String> sources, Nodes nodes) {
    Fields fields = nodes.fields(node, otherwise, "sync", Section.SYNC);
    return new Sync(
        Objects.requireNonNullElse(
            nodes.constant(fields.get("mode"), Mode.class, "mode"), Mode.UPSERT),
        Objects.requireNonNullElse(
            nodes.constant(fields.get("compare"), Compare.class, "compare"), Compare.SNAPSHOT),
        Objects.requireNonNullElse(
            nodes.constant(fields.get("nulls"), Nulls.class, "nulls"), Nulls.REMOVE),
        nodes.duration(fields.get("fullEvery"), "fullEvery"),
        guards(fields.get("guards"), fields.placeOf("guards"), sources, nodes));
  }

  private static Guards guards(@Nullable Node node, Place place, Set<String> sources, Nodes nodes) {
    Fields fields = nodes.fields(node, place, "guards", Section.GUARDS);
    Map<String, Long> minRows = new LinkedHashMap<>();
    nodes
        .fields(fields.get("minRows"), fields.placeOf("minRows"), "minRows", null)
        .forEach(
            (source, rows) -> {
              if (!sources.contains(source.text())) {
                nodes
                    .issues()
                    .error(
                        "SPEC-021",
                        source.place(),
                        "there is no source " + source,
                        Nearest.hint(source.text(), sources, "sources"));
              }
              Long fewest = nodes.whole(rows, "minRows of " + source);
              if (fewest != null) {
                minRows.put(source.text(), fewest);
              }
            });
    return new Guards(
        Objects.requireNonNullElse(limit(fields, "maxDeletes", nodes), MAX_DELETES),
        limit(fields, "maxRemovals", nodes),
        limit(fields, "maxRejects", nodes),
        minRows);
  }

  /** {@code 1%}, {@code 5}, or {@code {percent: 5, atLeast: 20}}. */
  private static @Nullable Limit limit(Fields guards, String key, Nodes nodes) {
    Node node = guards.get(key);
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode) {
      return nodes.parsed(node, key, "a percentage such as 1%, or a number", Syncs::limit);
    }
    Fields fields = nodes.fields(node, guards.placeOf(key), key, Section.GUARD);
    Double percent =
        nodes.parsed(
            fields.require("percent"), "percent", "a number from 0 to 100", Syncs::percent);
    Long atLeast = nodes.whole(fields.get("atLeast"), "atLeast");
    return percent == null ? null : new Limit(percent, atLeast == null ? 0 : atLeast);
  }

  private static @Nullable Limit limit(String text) {
    Double percent = Percent.parse(text);
    if (percent != null) {
      return new Limit(percent, 0);
    }
    return text.matches("\\d{1,18}") ? new Limit(null, Long.parseLong(text)) : null;
  }

  private static @Nullable Double percent(String text) {
    return Percent.parse(text.endsWith("%") ? text : text + "%");
  }
}
