package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** A relationship's target is a DTMI; whether there is such an interface does not matter. */
final class TargetWellFormed implements ElementRule {
  @Override
  public String code() {
    return "DTDL-053";
  }

  @Override
  public void check(Element element, Issues issues) {
    Element.Slot slot = element.slot("target");
    String target = element.text("target");
    if (slot != null && target != null && !Dtmi.isWellFormed(target, element.version())) {
      issues.error(
          code(),
          slot.value().place(),
          "%s: target \"%s\" is not a DTMI".formatted(element.title(), target),
          "write it as in \"dtmi:example:room;1\"");
    }
  }
}
