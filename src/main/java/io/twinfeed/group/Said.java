package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Owed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of this run say of a twin and of the relationships that start at it, as it goes on
 * record.
 *
 * @param twin by rule; empty if nothing is said of the twin itself
 * @param links by rule, by relationship id
 */
public record Said(List<Part> twin, SortedMap<String, List<Part>> links) {
  public Said {
    twin = List.copyOf(twin);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  static final Said NOTHING = new Said(List.of(), new TreeMap<>());

  /**
   * Together with what rows say that were not read.
   *
   * @param unread of a rule that both have, the same
   */
  Said with(Said unread) {
    if (unread.twin.isEmpty() && unread.links.isEmpty()) {
      return this;
    }
    TreeMap<String, List<Part>> all = new TreeMap<>(links);
    unread.links.forEach((id, parts) -> all.merge(id, parts, Said::together));
    return new Said(together(twin, unread.twin), all);
  }

  /**
   * All of its rows, to be read again.
   *
   * @param lost whether something would be lost without them
   */
  public List<Owed> owed(boolean lost) {
    List<Owed> owed = new ArrayList<>();
    twin.forEach(part -> owed.add(new Owed(true, part.rule(), part.rows(), lost)));
    links.keySet().forEach(link -> owed.addAll(owed(link, lost)));
    return owed;
  }

  /** The rows of a relationship. */
  public List<Owed> owed(String link, boolean lost) {
    return links.getOrDefault(link, List.of()).stream()
        .map(part -> new Owed(false, part.rule(), part.rows(), lost))
        .toList();
  }

  /**
   * By rule, with the rows of both. Where they do not say the same, what was written is in doubt,
   * and which of the two hashes stays does not matter: the graph is asked.
   */
  static List<Part> together(List<Part> one, List<Part> other) {
    TreeMap<Integer, Part> together = new TreeMap<>();
    one.forEach(part -> together.put(part.rule(), part));
    other.forEach(
        part ->
            together.merge(
                part.rule(),
                part,
                (a, b) -> {
                  TreeSet<String> rows = new TreeSet<>(a.rows());
                  rows.addAll(b.rows());
                  return new Part(a.rule(), a.high(), a.low(), List.copyOf(rows));
                }));
    return List.copyOf(together.values());
  }

  /** Whether it is what is on record, and nothing of that is in doubt. */
  public static boolean isRecorded(List<Part> said, @Nullable Known recorded) {
    if (recorded == null
        || !recorded.standing().isCertain()
        || recorded.parts().size() != said.size()) {
      return false;
    }
    for (int i = 0; i < said.size(); i++) {
      if (!said.get(i).saysTheSame(recorded.parts().get(i))) {
        return false;
      }
    }
    return true;
  }
}
