package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;

/** A member has no more values than it may have, and in v2 an enum and an object have some. */
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
      if (count == 0 && (slot.member().required() || neededInV2(element, term))) {
        issues.error(
            code(),
            slot.place(),
            "%s has an empty %s".formatted(element.title(), term),
            "add at least one");
      }
    }
  }

  private static boolean neededInV2(Element element, String term) {
    return element.version() == 2
        && ((element.is(ElementClass.ENUM) && term.equals("enumValues"))
            || (element.is(ElementClass.OBJECT) && term.equals("fields")));
  }
}
