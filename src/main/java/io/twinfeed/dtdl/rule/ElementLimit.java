package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/**
 * In v3 an interface holds at most 100,000 elements, with what it inherits and what its components
 * hold (dtdl-rules.md §3).
 */
final class ElementLimit implements SetRule {
  private static final long MOST = 100_000;

  @Override
  public String code() {
    return "DTDL-073";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.interfaces()) {
      String id = String.valueOf(each.id());
      long count = each.version() > 2 ? hierarchy(set, id, true) : 0;
      if (count > MOST) {
        issues.error(
            code(),
            each.place(),
            "%s holds %,d elements with the inherited ones".formatted(id, count),
            "at most %,d are allowed".formatted(MOST));
      }
    }
  }

  private static long hierarchy(ElementSet set, String id, boolean withComponents) {
    long count = own(set, id, withComponents);
    for (String ancestor : set.ancestors(id)) {
      count += ancestor.equals(id) ? 0 : own(set, ancestor, withComponents);
    }
    return count;
  }

  // Components are one level deep, by their own rule, so one level is enough.
  private static long own(ElementSet set, String id, boolean withComponents) {
    Known known = set.known(id);
    if (known == null) {
      return 0;
    }
    long count = known.elements();
    if (withComponents) {
      for (String component : known.components().values()) {
        count += hierarchy(set, component, false);
      }
    }
    return count;
  }
}
