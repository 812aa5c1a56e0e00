package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;

/** No member that the language knows is null. */
final class NoNulls implements ElementRule {
  @Override
  public String code() {
    return "DTDL-003";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Json.Member member : element.json().members()) {
      if (member.value().all().stream().anyMatch(Json.Null.class::isInstance)
          && !(Cotypes.allowUnknownMembers(element) && element.unknown().contains(member))) {
        issues.error(
            code(),
            member.value().place(),
            "%s: %s is null".formatted(element.title(), member.name()),
            "give it a value, or leave it out");
      }
    }
  }
}
