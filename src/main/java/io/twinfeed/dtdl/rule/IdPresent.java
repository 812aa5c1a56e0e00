package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;

/** An interface has an id, and so has each of its {@code schemas}, which is only used by it. */
final class IdPresent implements ElementRule {
  @Override
  public String code() {
    return "DTDL-020";
  }

  @Override
  public void check(Element element, Issues issues) {
    Member position = element.position();
    boolean needed =
        position == null || element.is(ElementClass.INTERFACE) || position.term().equals("schemas");
    if (needed && element.json().get("@id") == null) {
      issues.error(
          code(),
          element.place(),
          element.title() + " has no @id",
          "add \"@id\": a DTMI such as \"dtmi:example:room;1\"");
    }
  }
}
