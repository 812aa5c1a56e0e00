package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** An interface does not have the id of one that was accepted before: models never change. */
final class IdNew implements SetRule {
  @Override
  public String code() {
    return "DTDL-023";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.interfaces()) {
      String id = String.valueOf(each.id());
      if (set.wasThereBefore(id)) {
        issues.error(
            code(),
            each.place(),
            "the model %s is already there".formatted(id),
            "give it a new version, or leave it out");
      }
    }
  }
}
