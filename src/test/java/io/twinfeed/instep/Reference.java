package io.twinfeed.instep;

import io.twinfeed.spec.Sync.Compare;
import io.twinfeed.spec.Sync.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a graph has to look like after a run: from the tables, the graph before, and who fed what in
 * earlier runs. Written from the words of the contract ("Sync: what in step means"), without a look
 * at how the stages do it. Where the contract leaves two ways, both are allowed.
 */
final class Reference {
  /** What happened so far to a twin or a relationship. */
  static final class Item {
    /** What was asked of it since it was last known to be as asked. */
    final Set<String> seen = new HashSet<>();

    /** The rows that feed it: rule and number. */
    final Set<String> fed = new HashSet<>();

    /** The rows of which it is not certain. */
    final Set<String> maybe = new HashSet<>();
  }

  final Map<String, Item> items = new TreeMap<>();

  /** What somebody else made and a run that was broken off may have taken for its own. */
  final Set<String> claimed = new HashSet<>();

  /** What becomes of all that there is or should be, by name. */
  Map<String, Outlook> after(Setup setup, Erp erp, Graph graph) {
    Reckoning run = new Reckoning(setup, new Rows(setup, erp), graph, items, claimed);
    Set<String> ids = new TreeSet<>(run.rows.twins.keySet());
    Stream.concat(run.before.keySet().stream(), items.keySet().stream())
        .filter(Reference::isTwin)
        .forEach(ids::add);
    TwinOutlooks twins = new TwinOutlooks(run);
    ids.forEach(id -> run.outlooks.put(id, twins.of(id)));
    LinkOutlooks links = new LinkOutlooks(run);
    Set<String> sources = new TreeSet<>(run.rows.links.keySet());
    sources.addAll(ids);
    sources.forEach(links::of);
    run.before.keySet().stream()
        .filter(key -> !isTwin(key))
        .forEach(
            key -> run.outlooks.computeIfAbsent(key, unused -> new Outlook().may(run.state(key))));
    if (setup.compare() == Compare.SNAPSHOT) {
      unseen(run);
    }
    ids.forEach(links::heldByLinks);
    return run.outlooks;
  }

  private static boolean isTwin(String key) {
    return !key.contains("/") && !key.contains(">");
  }

  // What somebody else changed, and nobody asked for anew, is found or is not; nothing is ever
  // asked
  // anew of what is only to be made
  private void unseen(Reckoning run) {
    run.outlooks.forEach(
        (key, outlook) -> {
          Item item = items.get(key);
          if (item == null || !run.graph.touched.contains(key) || isMadeAnew(run, key)) {
            return;
          }
          if (run.setup.mode() == Mode.INSERT && !item.fed.isEmpty()) {
            outlook.may(run.state(key)).content = null;
          } else if (item.seen.equals(Set.of(String.valueOf(outlook.content)))) {
            outlook.may(run.state(key));
          }
        });
  }

  // What started at a twin that is to be made again is gone, and everybody knows; twins come before
  // what starts at them
  private static boolean isMadeAnew(Reckoning run, String key) {
    String source = key.contains(">") ? key.substring(0, key.indexOf('>')) : key;
    Outlook outlook = run.outlooks.get(source);
    return !source.equals(key)
        && run.state(source).equals(States.ABSENT)
        && outlook != null
        && !outlook.allowed.contains(States.ABSENT);
  }

  /**
   * Another file: rules that it does not have any more, or names otherwise, are not tied to rows.
   */
  void change(Setup before, Setup next) {
    Set<String> lost = new HashSet<>();
    if (!next.machine().equals(before.machine())) {
      lost.add("machine");
    }
    if (!next.details()) {
      lost.add("detail");
    }
    if (!next.notes()) {
      lost.add("note");
    }
    for (Item item : items.values()) {
      List<String> unsure = item.fed.stream().filter(tag -> lost.contains(Rows.rule(tag))).toList();
      item.maybe.addAll(unsure);
      item.fed.removeAll(unsure);
    }
  }

  /**
   * Takes note of what a run has come to.
   *
   * @param isFailed whether the service refused to do it
   * @param isRobbed whether somebody took it away while the run went on
   */
  void settle(
      Graph graph, String key, Outlook outlook, boolean isFailed, boolean isRobbed, String is) {
    if (outlook.settles && outlook.allowed.size() == 1 && outlook.allowed.contains(is)) {
      graph.touched.remove(key);
    }
    boolean isSure = outlook.allowed.size() == 1 && outlook.allowed.contains(is);
    if (outlook.isGone && !isFailed && !isRobbed && (isSure || is.equals(States.ABSENT))) {
      items.remove(key);
      return;
    }
    if (outlook.content == null || outlook.rows.isEmpty()) {
      return;
    }
    Item item = items.computeIfAbsent(key, unused -> new Item());
    if (outlook.settles && !isFailed && !isRobbed && outlook.allowed.size() == 1) {
      item.seen.clear();
      item.fed.clear();
      item.maybe.clear();
      item.fed.addAll(outlook.rows);
    } else {
      item.maybe.addAll(outlook.rows);
      item.maybe.addAll(item.fed);
      item.fed.retainAll(outlook.rows);
    }
    // Written, and then taken away: nobody knows of it
    if (isRobbed && !isFailed) {
      item.seen.clear();
    }
    item.seen.add(outlook.content);
  }
}
