package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Metamodel;
import io.twinfeed.dtdl.element.Terms;
import io.twinfeed.issue.Issues;

/** An element has no members but those of its class and of its further types. */
final class MembersKnown implements ElementRule {
  @Override
  public String code() {
    return "DTDL-041";
  }

  @Override
  public void check(Element element, Issues issues) {
    ElementClass type = element.type();
    if (type == null) {
      return;
    }
    for (Json.Member member : element.unknown()) {
      if (!Cotypes.brings(element, member.name()) && !isTolerated(element, member.name())) {
        issues.error(
            code(),
            member.place(),
            "%s has the member %s, which a %s does not have"
                .formatted(element.title(), member.name(), type.term()),
            "its members are "
                + String.join(", ", Metamodel.of(element.version()).members(type).keySet()));
      }
    }
  }

  // What a tolerated type may bring along. DTDL v3 wants it to be a term or a DTMI even so.
  private static boolean isTolerated(Element element, String member) {
    return Cotypes.allowUnknownMembers(element)
        && (element.version() == 2
            || Terms.isTerm(member)
            || Dtmi.isWellFormed(member, element.version()));
  }
}
