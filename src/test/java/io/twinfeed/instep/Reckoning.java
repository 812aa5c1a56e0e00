package io.twinfeed.instep;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One run: what there was before it, and what has been reckoned so far of what becomes of it. */
final class Reckoning {
  final Setup setup;
  final Rows rows;
  final Graph graph;
  final Map<String, String> before;
  final Map<String, Reference.Item> items;
  final Set<String> claimed;
  final Map<String, Outlook> outlooks = new TreeMap<>();

  /** The twins that stay as they are, with what starts at them, for something was rejected. */
  final Set<String> frozen = new HashSet<>();

  /** The twins of which it is open whether they do. */
  final Set<String> wavering = new HashSet<>();

  Reckoning(
      Setup setup, Rows rows, Graph graph, Map<String, Reference.Item> items, Set<String> claimed) {
    this.setup = setup;
    this.rows = rows;
    this.graph = graph;
    this.before = States.of(graph);
    this.items = items;
    this.claimed = claimed;
  }

  String state(String key) {
    return before.getOrDefault(key, States.ABSENT);
  }

  boolean isOurs(String key) {
    return graph.ours.contains(key);
  }
}
