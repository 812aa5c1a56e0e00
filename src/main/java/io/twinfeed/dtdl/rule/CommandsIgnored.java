package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;

/**
 * The service's documents forbid commands, but it was seen to accept them (dtdl-rules.md §7): worth
 * a warning, not a refusal.
 */
final class CommandsIgnored implements ElementRule {
  @Override
  public String code() {
    return "DTDL-081";
  }

  @Override
  public void check(Element element, Issues issues) {
    if (element.is(ElementClass.COMMAND)) {
      issues.warning(
          code(),
          element.place(),
          element.title() + " is a command, which Azure Digital Twins does not support",
          "twins will not have it");
    }
  }
}
