package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** A top-level element says which version of DTDL it is written in: 2 or 3 (dtdl-rules.md §7). */
final class ContextOfTheLanguage implements ElementRule {
  @Override
  public String code() {
    return "DTDL-011";
  }

  @Override
  public void check(Element element, Issues issues) {
    int version = element.version();
    if (version == 0 && element.parent() == null) {
      issues.error(
          code(),
          element.place(),
          element.title() + " does not say in its @context which version of DTDL it is written in",
          "add \"@context\": \"dtmi:dtdl:context;3\"");
    } else if (version != 0 && version != 2 && version != 3) {
      issues.error(
          code(),
          element.place(),
          "%s is written in DTDL version %d".formatted(element.title(), version),
          "Azure Digital Twins takes versions 2 and 3");
    }
  }
}
