package io.twinfeed.instep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tables, all of whose columns are text, and whose key is {@code no}. */
final class Erp {
  static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("machine", List.of("no", "code", "name", "kw", "line", "gone"));
    COLUMNS.put("extra", List.of("no", "code", "serial"));
    COLUMNS.put("work_order", List.of("no", "code", "hours"));
    COLUMNS.put("note", List.of("no", "code", "remark"));
    COLUMNS.put("line", List.of("no", "code", "name"));
    COLUMNS.put("pipe", List.of("no", "code", "two", "since"));
  }

  final Map<String, TreeMap<String, Map<String, @Nullable String>>> tables = new LinkedHashMap<>();

  Erp() {
    COLUMNS.keySet().forEach(table -> tables.put(table, new TreeMap<>()));
  }

  Erp copy() {
    Erp copy = new Erp();
    tables.forEach(
        (table, rows) ->
            rows.forEach((no, row) -> copy.tables.get(table).put(no, new LinkedHashMap<>(row))));
    return copy;
  }

  /** Inserts, updates or deletes some rows. */
  void change(Random random) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      String table = pick(random, List.copyOf(COLUMNS.keySet()));
      String no = String.valueOf(1 + random.nextInt(5));
      var rows = tables.get(table);
      if (random.nextInt(5) == 0) {
        rows.remove(no);
        continue;
      }
      boolean isNew = !rows.containsKey(no);
      Map<String, @Nullable String> row = rows.computeIfAbsent(no, unused -> new LinkedHashMap<>());
      row.put("no", no);
      List<String> columns = new ArrayList<>(COLUMNS.get(table));
      columns.remove("no");
      if (isNew) {
        columns.forEach(column -> row.put(column, value(random, column, table)));
      } else {
        String column = pick(random, columns);
        row.put(column, value(random, column, table));
      }
    }
  }

  /** Takes out what can't be written: what is left has its place in the graph, and no other. */
  void mend() {
    List.of("machine", "extra", "note", "line").forEach(table -> once(table, Set.of("code")));
    tables.get("work_order").values().removeIf(row -> isIllegal(row.get("code")));
    tables.get("work_order").values().forEach(row -> row.replace("hours", "x", "1.5"));
    Set<String> machines = new HashSet<>();
    Set<String> lines = new HashSet<>();
    tables.get("line").values().forEach(row -> lines.add(row.get("code")));
    for (Map<String, @Nullable String> row : tables.get("machine").values()) {
      row.replace("kw", "x", "1.5");
      if (!lines.contains(row.get("line"))) {
        row.put("line", null);
      }
      if (row.get("gone") == null) {
        machines.add(row.get("code"));
      }
    }
    once("pipe", Set.of("code", "two"));
    tables
        .get("pipe")
        .values()
        .removeIf(
            row ->
                !machines.contains(row.get("code"))
                    || !machines.contains(row.get("two"))
                    || row.get("code").equals(row.get("two")));
  }

  private void once(String table, Set<String> columns) {
    Set<List<String>> seen = new HashSet<>();
    tables
        .get(table)
        .values()
        .removeIf(
            row ->
                columns.stream().map(row::get).anyMatch(Erp::isIllegal)
                    || !seen.add(columns.stream().sorted().map(row::get).toList()));
  }

  private static boolean isIllegal(@Nullable String code) {
    return code == null || code.contains("/");
  }

  private static @Nullable String value(Random random, String column, String table) {
    return switch (column) {
      case "code", "two" -> {
        int chance = random.nextInt(12);
        int codes = table.equals("line") ? 2 : 5;
        yield chance == 0 ? null : chance == 1 ? "a/b" : String.valueOf(1 + random.nextInt(codes));
      }
      case "line" -> {
        int chance = random.nextInt(12);
        yield chance < 3 ? null : chance == 3 ? "a/b" : String.valueOf(1 + random.nextInt(2));
      }
      case "kw", "hours" -> {
        int chance = random.nextInt(12);
        yield chance == 0 ? "x" : chance < 3 ? null : String.valueOf(1 + random.nextInt(3)) + ".5";
      }
      case "gone" -> random.nextInt(8) == 0 ? "yes" : null;
      default -> random.nextInt(6) == 0 ? null : pick(random, List.of("A", "B"));
    };
  }

  static <T> T pick(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
