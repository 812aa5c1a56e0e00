package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** No interface extends itself, directly or through others. */
final class ExtendsAcyclic implements SetRule {
  @Override
  public String code() {
    return "DTDL-062";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.interfaces()) {
      String id = String.valueOf(each.id());
      if (set.ancestors(id).contains(id)) {
        issues.error(
            code(),
            each.place(),
            "%s extends itself, directly or through others".formatted(id),
            "break the circle");
      }
    }
  }
}
