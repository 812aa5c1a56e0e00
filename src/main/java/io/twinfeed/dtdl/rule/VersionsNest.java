package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;
import java.util.Set;

/**
 * What is written inside of an element is in the same version of DTDL, or in v2 inside of v3 where
 * the specification allows it (dtdl-rules.md §3). Interfaces have their own rule.
 */
final class VersionsNest implements ElementRule {
  private static final Set<String> MAY_HOLD_OLDER =
      Set.of("contents", "schema", "elementSchema", "properties");

  @Override
  public String code() {
    return "DTDL-072";
  }

  @Override
  public void check(Element element, Issues issues) {
    Element parent = element.parent();
    Member position = element.position();
    if (parent == null
        || position == null
        || element.version() == parent.version()
        || element.is(ElementClass.INTERFACE)) {
      return;
    }
    boolean older = element.version() < parent.version();
    if (!older || !MAY_HOLD_OLDER.contains(position.term())) {
      issues.error(
          code(),
          element.place(),
          "%s is written in DTDL v%d, inside of an element in v%d"
              .formatted(element.title(), element.version(), parent.version()),
          "leave out its @context");
    }
  }
}
