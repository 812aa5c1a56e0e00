package io.twinfeed.spec.yaml;

import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Aggregate.Function;
import io.twinfeed.spec.PropertyRule.Feed;
import io.twinfeed.spec.PropertyRule.Merge;
import io.twinfeed.spec.PropertyRule.Merge.Winner;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what feeds a property: a value alone, or keys that say more. */
record Properties(Nodes nodes) {
  private static final List<String> FUNCTIONS =
      Arrays.stream(Function.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();

  @Nullable PropertyRule property(Text path, Node node) {
    if (node instanceof ScalarNode) {
      Template value = nodes.template(node, path.text());
      return value == null ? null : new PropertyRule(path, new Plain(value), null, null);
    }
    Fields fields = nodes.fields(node, path.place(), "the property " + path, Section.PROPERTY);
    Feed feed = feed(path, fields);
    Template fallback = nodes.template(fields.get("default"), "default");
    Merge merge = merge(fields);
    return feed == null ? null : new PropertyRule(path, feed, fallback, merge);
  }

  private @Nullable Feed feed(Text path, Fields fields) {
    List<String> feeds = new ArrayList<>(FUNCTIONS);
    feeds.add(0, "value");
    List<String> given = feeds.stream().filter(fields::has).toList();
    if (!fields.isUsable() || (given.isEmpty() && feeds.stream().anyMatch(fields::isMeant))) {
      return null;
    }
    if (given.size() != 1) {
      String found = given.isEmpty() ? " needs a value" : " has " + String.join(" and ", given);
      nodes
          .issues()
          .error(
              given.isEmpty() ? "SPEC-002" : "SPEC-007",
              path.place(),
              "the property " + path + found,
              "give one of " + String.join(", ", feeds));
      return null;
    }
    String key = given.get(0);
    Function function = key.equals("value") ? null : Function.valueOf(key.toUpperCase(Locale.ROOT));
    refuseOrder(fields, function);
    if (function == null) {
      Template value = nodes.template(fields.get(key), "value");
      return value == null ? null : new Plain(value);
    }
    if (fields.has("merge")) {
      nodes
          .issues()
          .error(
              "SPEC-007",
              fields.placeOf("merge"),
              key + " takes all rows together, so there is nothing to merge",
              "");
    }
    if (fields.has("default")) {
      nodes
          .issues()
          .error(
              "SPEC-007",
              fields.placeOf("default"),
              "default does not go with " + key + ", which leaves nulls out",
              function == Function.COUNT || function == Function.MAP
                  ? ""
                  : "give the rows a value: ${coalesce(…, …)}");
    }
    return switch (function) {
      case COUNT -> count(fields);
      case MAP -> map(fields);
      default -> overRows(fields, function, key);
    };
  }

  // Only first and last are ordered by a column, and a list may be
  private void refuseOrder(Fields fields, @Nullable Function function) {
    boolean ordered = function == Function.FIRST || function == Function.LAST;
    for (String key : List.of("by", "orderBy")) {
      boolean fits = key.equals("by") ? ordered : function == Function.LIST;
      if (fields.has(key) && !fits) {
        nodes
            .issues()
            .error(
                "SPEC-007",
                fields.placeOf(key),
                key + " does not go with this",
                key.equals("by") ? "it orders first and last" : "it orders list");
      }
    }
  }

  private @Nullable Feed overRows(Fields fields, Function function, String key) {
    boolean ordered = function == Function.FIRST || function == Function.LAST;
    Template value = nodes.template(fields.get(key), key);
    Template by =
        ordered
            ? nodes.column(fields.require("by"), "by")
            : function == Function.LIST ? nodes.column(fields.get("orderBy"), "orderBy") : null;
    return value == null || (ordered && by == null) ? null : new Aggregate(function, value, by);
  }

  private @Nullable Feed count(Fields fields) {
    Boolean on =
        nodes.parsed(
            fields.get("count"),
            "count",
            "true: it counts the rows",
            text -> text.equals("true") ? true : null);
    return on == null ? null : new Aggregate(Function.COUNT, null, null);
  }

  private @Nullable Feed map(Fields fields) {
    Fields map = nodes.fields(fields.get("map"), fields.placeOf("map"), "map", Section.MAP);
    Template key = nodes.template(map.require("key"), "key");
    Template value = nodes.template(map.require("value"), "value");
    return key == null || value == null ? null : new Aggregate(Function.MAP, value, key);
  }

  private @Nullable Merge merge(Fields fields) {
    Node node = fields.get("merge");
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode) {
      // min and max need no more than their name
      Text name = nodes.text(node, "merge");
      if (name == null) {
        return null;
      }
      if (name.text().equals("min") || name.text().equals("max")) {
        Winner winner = Winner.valueOf(name.text().toUpperCase(Locale.ROOT));
        return new Merge(winner, null, List.of());
      }
      nodes.unknown(
          name,
          "merge",
          List.of("min", "max", "{first: column}", "{last: column}", "{prefer: [rule]}"));
      return null;
    }
    Fields merge = nodes.fields(node, fields.placeOf("merge"), "merge", Section.MERGE);
    List<String> given = Section.MERGE.keys().stream().filter(merge::has).toList();
    if (given.size() != 1) {
      nodes
          .issues()
          .error(
              "SPEC-007",
              merge.place(),
              "merge needs one way to find the winner",
              "give one of " + String.join(", ", Section.MERGE.keys()));
      return null;
    }
    return merge(merge, Winner.valueOf(given.get(0).toUpperCase(Locale.ROOT)), given.get(0));
  }

  private @Nullable Merge merge(Fields merge, Winner winner, String key) {
    Node node = merge.get(key);
    return switch (winner) {
      case FIRST, LAST -> {
        Template by = nodes.column(node, key);
        yield by == null ? null : new Merge(winner, by, List.of());
      }
      case PREFER -> {
        List<String> rules = nodes.texts(node, key).stream().map(Text::text).toList();
        yield rules.isEmpty() ? null : new Merge(winner, null, rules);
      }
      case MIN, MAX -> {
        Boolean on = nodes.parsed(node, key, "true", text -> text.equals("true") ? true : null);
        yield on == null ? null : new Merge(winner, null, List.of());
      }
    };
  }
}
