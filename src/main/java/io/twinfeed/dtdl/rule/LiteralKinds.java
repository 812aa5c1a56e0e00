package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member holds the kind of value that the language gives it. */
final class LiteralKinds implements ElementRule {
  @Override
  public String code() {
    return "DTDL-042";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      for (Json each : slot.member().holdsElements() ? slot.value().all() : one(slot)) {
        String expected = expected(slot, each);
        if (expected != null && !(each instanceof Json.Null)) {
          issues.error(
              code(),
              each.place(),
              "%s: %s is %s".formatted(element.title(), slot.member().term(), each.kind()),
              "expected " + expected);
        }
      }
    }
  }

  private static List<Json> one(Element.Slot slot) {
    if (slot.member().kind() != Member.Kind.TARGET) {
      return List.of(Literals.plain(slot.value()));
    }
    // A target may stand alone in an array, but not in a value object.
    List<Json> all = slot.value().all();
    return all.size() == 1 ? all : List.of(slot.value());
  }

  // What was expected, or null if that is what it is.
  private static @Nullable String expected(Element.Slot slot, Json value) {
    boolean text = value instanceof Json.Text;
    return switch (slot.member().kind()) {
      case TEXT, NAME -> text ? null : "a text";
      case WORD -> text ? null : "a word of the language";
      case TARGET -> text ? null : "a DTMI as text";
      case INTEGER -> isInteger(value) ? null : "a whole number";
      case BOOLEAN -> value instanceof Json.Bool ? null : "true or false";
      case ENUM_LITERAL -> text || isInteger(value) ? null : "a whole number or a text";
      case ELEMENTS, SCHEMA -> text || value instanceof Json.Obj ? null : "an object or a text";
      case LANGUAGE_TEXT -> null; // LanguageTexts looks inside
    };
  }

  static boolean isInteger(Json value) {
    return value instanceof Json.Num num
        && num.number().stripTrailingZeros().scale() <= 0
        && num.number().toBigInteger().bitLength() <= 31;
  }
}
