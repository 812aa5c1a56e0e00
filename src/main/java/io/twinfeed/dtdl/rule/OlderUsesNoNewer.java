package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;
import java.util.List;

/** An interface of v2 neither extends nor has as a component one of v3 (dtdl-rules.md §7). */
final class OlderUsesNoNewer implements SetRule {
  @Override
  public String code() {
    return "DTDL-070";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.all()) {
      if (each.version() != 2) {
        continue;
      }
      List<String> used =
          each.is(ElementClass.INTERFACE)
              ? ElementSet.interfacesIn(each, "extends")
              : each.is(ElementClass.COMPONENT)
                  ? ElementSet.interfacesIn(each, "schema")
                  : List.of();
      for (String dtmi : used) {
        Known known = set.known(dtmi);
        if (known != null && known.version() > 2) {
          issues.error(
              code(),
              each.place(),
              "%s is written in DTDL v2 and uses %s, which is written in v%d"
                  .formatted(each.title(), dtmi, known.version()),
              "write it in DTDL v3");
        }
      }
    }
  }
}
