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

  /**
   * Whether a rejected row fed a twin by a rule that says nothing of it now: what the rule said may
   * neither be taken for null nor be left out of a sum.
   *
   * @param said by rule, what other rows say now
   */
  boolean ties(List<Part> recorded, List<Part> said) {
    return recorded.stream()
        .anyMatch(
            part ->
                isNamed(new Rule(true, part.rule()), part)
                    && said.stream().noneMatch(each -> each.rule() == part.rule()));
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
    return isNamed(rule, part);
  }

  private boolean isNamed(Rule rule, Part part) {
    Set<String> rejected = rows.get(rule);
    return rejected != null && part.rows().stream().anyMatch(rejected::contains);
  }
}
