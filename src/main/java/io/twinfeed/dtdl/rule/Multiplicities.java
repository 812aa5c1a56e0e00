package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.issue.Issues;
import java.math.BigDecimal;

/** A relationship's smallest number is 0; its largest is at least 1, and in v2 at most 500. */
final class Multiplicities implements ElementRule {
  @Override
  public String code() {
    return "DTDL-046";
  }

  @Override
  public void check(Element element, Issues issues) {
    within(element, "minMultiplicity", 0, 0, issues);
    within(element, "maxMultiplicity", 1, element.version() == 2 ? 500 : Integer.MAX_VALUE, issues);
  }

  private void within(Element element, String term, int least, int most, Issues issues) {
    Element.Slot slot = element.slot(term);
    if (slot != null
        && Literals.plain(slot.value()) instanceof Json.Num num
        && (num.number().compareTo(BigDecimal.valueOf(least)) < 0
            || num.number().compareTo(BigDecimal.valueOf(most)) > 0)) {
      issues.error(
          code(),
          slot.value().place(),
          "%s: %s is %s".formatted(element.title(), term, num.number()),
          least == most
              ? "only %d is allowed".formatted(least)
              : "allowed are %d to %d".formatted(least, most));
    }
  }
}
