package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.issue.Issues;
import java.util.Set;
import java.util.stream.Collectors;

/** A further type stands on an element of a class that may have it (dtdl-rules.md §5). */
final class CotypesFit implements ElementRule {
  @Override
  public String code() {
    return "DTDL-032";
  }

  @Override
  public void check(Element element, Issues issues) {
    ElementClass type = element.type();
    for (Json.Text cotype : Cotypes.of(element)) {
      Adjunct adjunct = Cotypes.adjunct(element, cotype.text());
      Set<ElementClass> allowed =
          adjunct != null
              ? adjunct.classes()
              : Cotypes.isSemantic(element, cotype.text())
                  ? Cotypes.quantities(element.version())
                  : Set.of();
      if (type != null && !allowed.isEmpty() && !allowed.contains(type)) {
        issues.error(
            code(),
            cotype.place(),
            "%s has the type %s, which a %s can't have"
                .formatted(element.title(), cotype.text(), type.term()),
            "it may stand on "
                + allowed.stream()
                    .sorted()
                    .map(ElementClass::term)
                    .collect(Collectors.joining(" or ")));
      }
      if (adjunct == Adjunct.OVERRIDE && !Adjunct.VALUE_ANNOTATION.isOn(element)) {
        issues.error(
            code(),
            cotype.place(),
            "%s has the type Override, but not ValueAnnotation".formatted(element.title()),
            "add \"ValueAnnotation\" and say with \"annotates\" whose member it overrides");
      }
    }
  }
}
