package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.dtdl.element.Metamodel;
import io.twinfeed.issue.Issues;

/** An element has the members that its class requires. */
final class MembersRequired implements ElementRule {
  @Override
  public String code() {
    return "DTDL-040";
  }

  @Override
  public void check(Element element, Issues issues) {
    ElementClass type = element.type();
    if (type == null) {
      return;
    }
    for (Member member : Metamodel.of(element.version()).members(type).values()) {
      if (member.required() && element.slot(member.term()) == null) {
        issues.error(
            code(),
            element.place(),
            "%s has no %s".formatted(element.title(), member.term()),
            "add \"%s\"".formatted(member.term()));
      }
    }
  }
}
