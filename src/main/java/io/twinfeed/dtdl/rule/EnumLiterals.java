package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.issue.Issues;
import java.util.HashSet;
import java.util.Set;

/** The values of an enum are of its value schema, and no two are the same. */
final class EnumLiterals implements ElementRule {
  @Override
  public String code() {
    return "DTDL-051";
  }

  @Override
  public void check(Element element, Issues issues) {
    String schema = element.text("valueSchema");
    if (!element.is(ElementClass.ENUM) || schema == null) {
      return;
    }
    boolean integers = SchemaWords.term(schema, element.version()).equals("integer");
    Set<Object> seen = new HashSet<>();
    for (Element each : element.elements("enumValues")) {
      Element.Slot slot = each.slot("enumValue");
      if (slot == null) {
        continue;
      }
      Json literal = Literals.plain(slot.value());
      if (integers ? !LiteralKinds.isInteger(literal) : !(literal instanceof Json.Text)) {
        issues.error(
            code(),
            slot.value().place(),
            "%s: enumValue is %s, but the enum's valueSchema is %s"
                .formatted(each.title(), literal.kind(), integers ? "integer" : "string"),
            integers ? "write a whole number" : "write a text");
      } else if (!seen.add(plain(literal))) {
        issues.error(
            code(),
            slot.value().place(),
            "%s: another name has the same enumValue".formatted(each.title()),
            "give each name a value of its own");
      }
    }
  }

  private static Object plain(Json literal) {
    return literal instanceof Json.Num num
        ? num.number().stripTrailingZeros()
        : ((Json.Text) literal).text();
  }
}
