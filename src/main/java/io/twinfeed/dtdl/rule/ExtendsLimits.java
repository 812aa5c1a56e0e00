package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.LinkedHashSet;
import java.util.Set;

/** An interface extends others at most ten deep, and in v3 at most 1,024 in all. */
final class ExtendsLimits implements SetRule {
  private static final int DEEPEST = 10;
  private static final int MOST_IN_V3 = 1024;

  @Override
  public String code() {
    return "DTDL-063";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.interfaces()) {
      String id = String.valueOf(each.id());
      Set<String> ancestors = set.ancestors(id);
      if (ancestors.contains(id)) {
        continue;
      }
      if (deeperThan(DEEPEST, set, id)) {
        issues.error(
            code(),
            each.place(),
            "%s extends others more than %d deep".formatted(id, DEEPEST),
            "flatten the hierarchy");
      }
      if (each.version() > 2 && ancestors.size() > MOST_IN_V3) {
        issues.error(
            code(),
            each.place(),
            "%s extends %d interfaces in all".formatted(id, ancestors.size()),
            "at most %,d are allowed".formatted(MOST_IN_V3));
      }
    }
  }

  // Level by level: a cycle among the ancestors makes it "deeper", and is reported by its own rule.
  private static boolean deeperThan(int limit, ElementSet set, String id) {
    Set<String> level = Set.of(id);
    for (int depth = 0; depth <= limit; depth++) {
      Set<String> next = new LinkedHashSet<>();
      level.forEach(each -> next.addAll(set.extendsOf(each)));
      if (next.isEmpty()) {
        return false;
      }
      level = next;
    }
    return true;
  }
}
