package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.QuantitativeTypes;
import io.twinfeed.issue.Issues;
import java.util.List;

/** An element with a semantic type has a unit, which measures that type (dtdl-rules.md §5). */
final class UnitMatches implements ElementRule {
  @Override
  public String code() {
    return "DTDL-034";
  }

  @Override
  public void check(Element element, Issues issues) {
    List<String> semantic = Cotypes.semantic(element);
    if (semantic.isEmpty()) {
      return;
    }
    String type = semantic.get(0);
    List<String> allowed = element.context().quantitativeTypes().unitsFor(type);
    String hint = "the units of %s are %s".formatted(type, String.join(", ", allowed));
    Json.Member unit = Cotypes.unit(element);
    if (unit == null) {
      issues.error(
          code(),
          element.place(),
          "%s is a %s and has no unit".formatted(element.title(), type),
          hint);
      return;
    }
    List<Json> all = unit.value().all();
    boolean matches =
        all.size() == 1
            && all.get(0) instanceof Json.Text text
            && allowed.contains(QuantitativeTypes.term(text.text()));
    if (!matches) {
      issues.error(
          code(),
          unit.value().place(),
          "%s is a %s; its unit is %s"
              .formatted(
                  element.title(), type, all.size() == 1 ? all.get(0).kind() : unit.value().kind()),
          hint);
    }
  }
}
