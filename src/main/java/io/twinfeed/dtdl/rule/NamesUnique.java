package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.HashMap;
import java.util.Map;

/** No two contents, fields, properties or enum values of one element have the same name. */
final class NamesUnique implements ElementRule {
  @Override
  public String code() {
    return "DTDL-050";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      Map<String, Element> seen = new HashMap<>();
      for (Element each : slot.elements()) {
        String name = each.name();
        Element first = name == null ? null : seen.putIfAbsent(name, each);
        if (first != null) {
          issues.error(
              code(),
              each.place(),
              "%s: the name \"%s\" stands twice in %s"
                  .formatted(element.title(), name, slot.member().term()),
              "rename one of them; the first is at " + first.place());
        }
      }
    }
  }
}
