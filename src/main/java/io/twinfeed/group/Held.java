package io.twinfeed.group;

import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.RejectedRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rejected rows hold: nobody knows what they would have said, so that what they fed in an
 * earlier run must not be taken away. A row without a key can't be tied to what it fed, and holds
 * all that its rule ever made.
 */
public final class Held {
  private final Map<Rule, Set<String>> rows = new HashMap<>();
  private final Set<Rule> rules = new HashSet<>();

  private record Rule(boolean ofTwin, int rule) {}

  public Held(Iterable<RejectedRow> rejected) {
    for (RejectedRow each : rejected) {
      Rule rule = new Rule(each.ofTwin(), each.rule());
      if (each.row() == null) {
        rules.add(rule);
      } else {
        rows.computeIfAbsent(rule, unused -> new HashSet<>()).add(each.row());
      }
    }
  }

  /** Whether a part of what is on record of a twin is held. */
  boolean holdsTwin(List<Part> parts) {
    return parts.stream().anyMatch(part -> holds(true, part));
  }

  /** Whether a part of what is on record of a relationship is held. */
  boolean holdsLink(List<Part> parts) {
    return parts.stream().anyMatch(part -> holds(false, part));
  }

  private boolean holds(boolean ofTwin, Part part) {
    Rule rule = new Rule(ofTwin, part.rule());
    if (rules.contains(rule)) {
      return true;
    }
    Set<String> rejected = rows.get(rule);
    return rejected != null && part.rows().stream().anyMatch(rejected::contains);
  }
}
