package io.twinfeed.instep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the rows of the tables say, by the twin of which they say it. */
final class Rows {
  static final List<String> CREATING = List.of("machine", "detail", "line");

  /** The properties that a rule writes. */
  static final Map<String, List<String>> OWNED =
      Map.of(
          "machine", List.of("name", "power"),
          "detail", List.of("serial"),
          "load", List.of("orders", "hours"),
          "note", List.of("note"),
          "line", List.of("name"));

  final Map<String, List<Said>> twins = new TreeMap<>();
  final Map<String, List<Said>> links = new TreeMap<>();
  private final Setup setup;

  /** The tags of rows that were rejected. */
  private final Set<String> rejected = new HashSet<>();

  /** Rules with rejected rows of which nobody knows what they fed. */
  private final Set<String> untied = new HashSet<>();

  /**
   * @param rule the one that reads the row; the first one is always called machine here
   * @param target null of a twin, and of a relationship to nowhere
   */
  record Said(
      String rule, Map<String, @Nullable String> row, boolean rejected, @Nullable String target) {
    String tag() {
      return rule + "#" + row.get("no");
    }
  }

  Rows(Setup setup, Erp erp) {
    this.setup = setup;
    erp.tables.get("machine").values().stream()
        .filter(row -> row.get("gone") == null)
        .forEach(
            row -> {
              String id = id("m-", row.get("code"));
              say(twins, id, "machine", row, "x".equals(row.get("kw")), null);
              String line = row.get("line");
              say(links, id, "partOf", row, line != null && id("l-", line) == null, id("l-", line));
            });
    if (setup.details()) {
      erp.tables
          .get("extra")
          .values()
          .forEach(row -> say(twins, id("m-", row.get("code")), "detail", row, false, null));
    }
    erp.tables
        .get("work_order")
        .values()
        .forEach(
            row ->
                say(
                    twins,
                    id("m-", row.get("code")),
                    "load",
                    row,
                    "x".equals(row.get("hours")),
                    null));
    if (setup.notes()) {
      erp.tables
          .get("note")
          .values()
          .forEach(row -> say(twins, id("m-", row.get("code")), "note", row, false, null));
    }
    erp.tables
        .get("line")
        .values()
        .forEach(row -> say(twins, id("l-", row.get("code")), "line", row, false, null));
    erp.tables
        .get("pipe")
        .values()
        .forEach(
            row -> {
              String id = id("m-", row.get("code"));
              String target = id("m-", row.get("two"));
              say(links, id, "feeds", row, target == null || target.equals(id), target);
            });
  }

  private void say(
      Map<String, List<Said>> into,
      @Nullable String id,
      String rule,
      Map<String, @Nullable String> row,
      boolean isRejected,
      @Nullable String target) {
    Said said = new Said(rule, row, isRejected, target);
    if (id == null || isRejected) {
      rejected.add(said.tag());
      if (!setup.keyed() && (rule.equals("detail") || rule.equals("feeds"))) {
        untied.add(rule);
      }
    }
    if (id != null) {
      into.computeIfAbsent(id, unused -> new ArrayList<>()).add(said);
    }
  }

  private static @Nullable String id(String prefix, @Nullable String code) {
    return code == null || code.contains("/") ? null : prefix + code;
  }

  static String rule(String tag) {
    return tag.substring(0, tag.indexOf('#'));
  }

  boolean isRejected(String tag) {
    return rejected.contains(tag);
  }

  boolean isUntied(String tag) {
    return untied.contains(rule(tag));
  }

  // A rule of aggregates only does not name its rows, so that one without an id is not tied to what
  // it fed: whether the aggregate is made of the others is open
  boolean isHolding(String tag) {
    return rejected.contains(tag)
        && !rule(tag).equals("load")
        && (setup.keyed() || !rule(tag).equals("detail"));
  }

  /** Null if two rows contradict each other. */
  @Nullable Map<String, @Nullable Object> values(String id, List<Said> all, boolean creates) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    for (Said said : all) {
      Map<String, @Nullable Object> fed = new HashMap<>();
      switch (said.rule()) {
        case "machine" -> {
          fed.put("name", said.row().get("name"));
          String kw = said.row().get("kw");
          fed.put("power", kw == null ? null : Double.valueOf(kw));
        }
        case "detail" -> fed.put("serial", said.row().get("serial"));
        case "note" -> fed.put("note", said.row().get("remark"));
        case "line" -> fed.put("name", said.row().get("name"));
        default -> {}
      }
      for (var each : fed.entrySet()) {
        Object other = values.get(each.getKey());
        if (other != null && each.getValue() != null && !other.equals(each.getValue())) {
          return null;
        }
        values.put(each.getKey(), other == null ? each.getValue() : other);
      }
    }
    List<Said> load = all.stream().filter(said -> said.rule().equals("load")).toList();
    if (id.startsWith("m-") && (creates || !load.isEmpty())) {
      values.put("orders", (double) load.size());
      values.put(
          "hours",
          load.stream()
              .map(said -> said.row().get("hours"))
              .filter(Objects::nonNull)
              .mapToDouble(Double::parseDouble)
              .sum());
    }
    if (id.startsWith("m-") && creates && setup.notes()) {
      values.putIfAbsent("note", null);
    }
    return values;
  }
}
