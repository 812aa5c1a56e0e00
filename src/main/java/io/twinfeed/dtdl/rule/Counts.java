package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** A member has no more values than it may have, and at least one if it must be there. */
final class Counts implements ElementRule {
  @Override
  public String code() {
    return "DTDL-045";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      int count = slot.member().holdsElements() ? slot.value().all().size() : 1;
      int most = slot.member().most();
      String term = slot.member().term();
      if (count > most) {
        issues.error(
            code(),
            slot.place(),
            "%s has %d %s".formatted(element.title(), count, term),
            "at most %d allowed in DTDL v%d".formatted(most, element.version()));
      }
      if (count == 0 && slot.member().required()) {
        issues.error(
            code(),
            slot.place(),
            "%s has an empty %s".formatted(element.title(), term),
            "add at least one");
      }
    }
  }
}
