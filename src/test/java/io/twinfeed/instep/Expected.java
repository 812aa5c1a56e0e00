package io.twinfeed.instep;

import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Sync.Nulls;
import io.twinfeed.twin.Twin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one graph that there is after an upsert or a mirror that could write everything, from tables
 * that are sound, the graph before, and who made what. Of runs before it, whether they came to
 * their end or not, nothing need be known.
 */
final class Expected {
  /** States by name. */
  final Map<String, String> states = new TreeMap<>();

  /** What somebody else made and we added to, without a row of ours now: not judged here. */
  final Set<String> others = new HashSet<>();

  private final Setup setup;
  private final Graph graph;
  private final boolean mirrors;
  private final Map<String, Map<String, @Nullable Object>> said = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();

  Expected(Setup setup, Erp erp, Graph graph) {
    this.setup = setup;
    this.graph = graph;
    this.mirrors = setup.mode() == Mode.MIRROR;
    Set<String> special = new HashSet<>();
    List<Map<String, @Nullable String>> machines =
        erp.tables.get("machine").values().stream().filter(row -> row.get("gone") == null).toList();
    for (var row : machines) {
      say("m-", row, "name", row.get("name"));
      say("m-", row, "power", number(row.get("kw")));
      if (row.get("line") != null) {
        links.put("m-" + row.get("code") + ">partOf>l-" + row.get("line"), "null");
      }
    }
    if (setup.details()) {
      erp.tables.get("extra").values().forEach(row -> say("m-", row, "serial", row.get("serial")));
      erp.tables.get("extra").values().forEach(row -> special.add("m-" + row.get("code")));
    }
    erp.tables.get("line").values().forEach(row -> say("l-", row, "name", row.get("name")));
    Set<String> made = new TreeSet<>(said.keySet());
    contribute(erp, made);
    for (var row : erp.tables.get("pipe").values()) {
      links.put("m-" + row.get("code") + ">feeds>m-" + row.get("two"), "" + row.get("since"));
    }
    made.forEach(id -> states.put(id, twin(id, special.contains(id))));
    graph.twins.keySet().stream().filter(id -> !made.contains(id)).forEach(this::unsaid);
    Set<String> exclusive = new HashSet<>();
    machines.forEach(row -> exclusive.add("m-" + row.get("code")));
    graph.links.values().forEach(link -> before(Graph.name(link), exclusive));
    links.forEach((name, since) -> states.merge(name, since, this::over));
  }

  private void contribute(Erp erp, Set<String> made) {
    for (String id : made) {
      if (id.startsWith("m-")) {
        said.get(id).put("orders", 0.0);
        said.get(id).put("hours", 0.0);
        if (setup.notes()) {
          said.get(id).put("note", null);
        }
      }
    }
    for (var row : erp.tables.get("work_order").values()) {
      Double hours = number(row.get("hours"));
      add(row, "orders", 1);
      add(row, "hours", hours == null ? 0 : hours);
    }
    if (setup.notes()) {
      erp.tables.get("note").values().forEach(row -> say("m-", row, "note", row.get("remark")));
    }
  }

  private void say(
      String prefix, Map<String, @Nullable String> row, String name, @Nullable Object value) {
    said.computeIfAbsent(prefix + row.get("code"), unused -> new TreeMap<>()).put(name, value);
  }

  private void add(Map<String, @Nullable String> row, String name, double value) {
    said.computeIfAbsent("m-" + row.get("code"), unused -> new TreeMap<>())
        .merge(name, value, (sum, one) -> (Double) sum + (Double) one);
  }

  private static @Nullable Double number(@Nullable String text) {
    return text == null ? null : Double.valueOf(text);
  }

  private String twin(String id, boolean special) {
    Twin was = graph.twins.get(id);
    String model =
        id.startsWith("l-")
            ? "Line"
            : special || (was != null && was.model().contains("Press")) ? "Press" : "Machine";
    return States.shown(
        model,
        said.getOrDefault(id, Map.of()),
        was == null ? Map.of() : States.properties(was),
        setup.nulls() == Nulls.KEEP);
  }

  // Contributors add to what is there, and make nothing
  private void unsaid(String id) {
    if (mirrors && !graph.ours.contains(id)) {
      others.add(id);
    } else if (!mirrors) {
      states.put(id, twin(id, false));
    }
  }

  // Only ours give way: in a mirror all, else those that are exclusive if a row speaks of the twin
  private void before(String name, Set<String> exclusive) {
    boolean goes =
        graph.ours.contains(name)
            && (mirrors
                || (name.contains(">partOf>")
                    && exclusive.contains(name.substring(0, name.indexOf('>')))));
    if (!goes || links.containsKey(name)) {
      states.put(name, States.of(graph).get(name));
    }
  }

  private String over(String before, String since) {
    return since.equals("null") && setup.nulls() == Nulls.KEEP ? before : since;
  }
}
