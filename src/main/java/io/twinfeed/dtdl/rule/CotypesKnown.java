package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;

/** In v3 a further type is one of the language's extensions; v2 tolerates others. */
final class CotypesKnown implements ElementRule {
  @Override
  public String code() {
    return "DTDL-031";
  }

  @Override
  public void check(Element element, Issues issues) {
    if (element.version() <= 2 || element.context().hasUnknownExtension()) {
      return;
    }
    for (Json.Text cotype : Cotypes.of(element)) {
      if (!Cotypes.isKnown(element, cotype.text())) {
        issues.error(
            code(),
            cotype.place(),
            "%s has the type %s, which is not known here".formatted(element.title(), cotype.text()),
            "leave it out; for a semantic type, add \"dtmi:dtdl:extension:quantitativeTypes;1\" to"
                + " the @context");
      }
    }
  }
}
