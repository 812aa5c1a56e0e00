package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Terms;
import io.twinfeed.issue.Issues;
import java.util.HashSet;
import java.util.Set;

/** A member stands once in an object, be it spelt as a term or as a DTMI. */
final class MembersOnce implements ElementRule {
  @Override
  public String code() {
    return "DTDL-002";
  }

  @Override
  public void check(Element element, Issues issues) {
    members(element, element.json(), issues);
    for (Element.Slot slot : element.slots()) {
      if (!slot.member().holdsElements()) {
        literals(element, slot.value(), issues);
      }
    }
  }

  // Inside a literal, such as a language map, there are objects that are no elements.
  private void literals(Element element, Json value, Issues issues) {
    for (Json each : value.all()) {
      if (each instanceof Json.Obj object) {
        members(element, object, issues);
        object.members().forEach(member -> literals(element, member.value(), issues));
      }
    }
  }

  private void members(Element element, Json.Obj object, Issues issues) {
    Set<String> seen = new HashSet<>();
    for (Json.Member member : object.members()) {
      String term = Terms.term("property", member.name(), element.version());
      if (!seen.add(term)) {
        issues.error(
            code(),
            member.place(),
            "%s has the member %s twice".formatted(element.title(), term),
            "keep one of them");
      }
    }
  }
}
