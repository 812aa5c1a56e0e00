package io.twinfeed.instep;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A history for real databases, services and runners, without faults: what to do, what to expect.
 */
public final class RealHistory {
  public static final String MODELS = Setup.MODELS_JSON;
  public static final List<String> TWINS = List.of("l-1", "l-2", "m-1", "m-2", "m-3", "m-4", "m-5");

  private final Random random;
  private final Reference reference = new Reference();
  private final Erp erp = new Erp();
  private Setup setup;
  private Graph graph = new Graph();

  public RealHistory(long seed) {
    random = new Random(seed);
    setup = Setup.first(random);
  }

  /** Changes rows, and sometimes the file. */
  public void next() {
    erp.change(random);
    erp.change(random);
    if (random.nextBoolean()) {
      Setup next = setup.changed(random);
      reference.change(setup, next);
      setup = next;
    }
  }

  /** What makes the tables. */
  public static List<String> ddl() {
    return Erp.COLUMNS.entrySet().stream()
        .map(
            table ->
                "CREATE TABLE %s (%s)"
                    .formatted(
                        table.getKey(),
                        table.getValue().stream()
                            .map(column -> column + " VARCHAR")
                            .collect(Collectors.joining(", "))))
        .toList();
  }

  /** What fills them as they are now. */
  public List<String> sql() {
    List<String> sql = new ArrayList<>();
    erp.tables.forEach(
        (table, rows) -> {
          sql.add("DELETE FROM " + table);
          for (Map<String, @Nullable String> row : rows.values()) {
            sql.add(
                "INSERT INTO %s VALUES (%s)"
                    .formatted(
                        table,
                        Erp.COLUMNS.get(table).stream()
                            .map(column -> quoted(row.get(column)))
                            .collect(Collectors.joining(", "))));
          }
        });
    return sql;
  }

  private static String quoted(@Nullable String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  public String yaml(String head) {
    return setup.yaml(head);
  }

  /** What is there before the first run is somebody else's. */
  public void begin(List<Twin> twins) {
    twins.forEach(graph::put);
  }

  /** Holds what a run has left against what it should have left. */
  public void hold(List<Twin> twins, List<Relationship> links) {
    Map<String, Outlook> outlooks = reference.after(setup, erp, graph);
    Graph now = new Graph();
    twins.forEach(now::put);
    links.forEach(now::put);
    Map<String, String> before = States.of(graph);
    Map<String, String> after = States.of(now);
    now.ours.addAll(graph.ours);
    now.ours.retainAll(after.keySet());
    after.keySet().stream().filter(key -> !before.containsKey(key)).forEach(now.ours::add);
    Map<String, Set<String>> wrong = new TreeMap<>();
    Set<String> keys = new TreeSet<>(after.keySet());
    keys.addAll(outlooks.keySet());
    for (String key : keys) {
      Outlook outlook = outlooks.getOrDefault(key, new Outlook().may(States.ABSENT));
      String is = after.getOrDefault(key, States.ABSENT);
      if (!outlook.allowed.contains(is)) {
        Set<String> both = new HashSet<>(outlook.allowed);
        both.add("and not " + is);
        wrong.put(key, both);
      }
      reference.settle(graph, key, outlook, false, false, is);
    }
    graph = now;
    assertThat(wrong).as(setup + " " + erp.tables + " before " + before).isEmpty();
  }
}
