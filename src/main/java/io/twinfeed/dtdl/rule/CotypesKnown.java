package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Context;
import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Terms;
import io.twinfeed.issue.Issues;

/**
 * A further type is one that a known extension defines, or that one which is tolerated may define.
 * DTDL v2 tolerates any word that means nothing else (dtdl-rules.md §5).
 */
final class CotypesKnown implements ElementRule {
  @Override
  public String code() {
    return "DTDL-031";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Json.Text cotype : Cotypes.of(element)) {
      if (!Cotypes.isKnown(element, cotype.text()) && !isTolerated(element, cotype.text())) {
        issues.error(
            code(),
            cotype.place(),
            "%s has the type %s, which is not known here".formatted(element.title(), cotype.text()),
            "leave it out; for a semantic type, add \"%s\" to the @context"
                .formatted(Context.QUANTITATIVE_TYPES));
      }
    }
  }

  private static boolean isTolerated(Element element, String cotype) {
    boolean dtmi = cotype.startsWith("dtmi:");
    if (dtmi && !Dtmi.isWellFormed(cotype, element.version())) {
      return false;
    }
    return element.version() == 2
        ? element.context().hasUnknownExtension() || !(dtmi || Terms.isOfV2(cotype))
        : element.context().hasUnknownExtension() && (dtmi || Terms.isTerm(cotype));
  }
}
