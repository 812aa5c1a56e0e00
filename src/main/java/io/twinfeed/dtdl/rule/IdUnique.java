package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** Every id is that of one element, in all documents together. */
final class IdUnique implements SetRule {
  @Override
  public String code() {
    return "DTDL-022";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.all()) {
      String id = each.id();
      Element first = id == null ? null : set.find(id);
      if (first != null && first != each) {
        issues.error(
            code(),
            each.place(),
            "@id \"%s\" is used twice".formatted(id),
            "keep one of them; the first is at " + first.place());
      }
    }
  }
}
