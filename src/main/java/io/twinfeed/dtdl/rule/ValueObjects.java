package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A literal that is spelt out as an object has a value and may have the type of that value, and
 * nothing else (dtdl-rules.md §2).
 */
final class ValueObjects implements ElementRule {
  private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
  private static final Set<String> FOREIGN_IN_V2 = Set.of("@id", "@context", "@graph");

  @Override
  public String code() {
    return "DTDL-048";
  }

  @Override
  public void check(Element element, Issues issues) {
    for (Element.Slot slot : element.slots()) {
      List<Json> all = slot.value().all();
      if (!slot.member().holdsElements()
          && slot.member().kind() != Member.Kind.LANGUAGE_TEXT
          && all.size() == 1
          && all.get(0) instanceof Json.Obj object
          && object.get("@value") != null) {
        String wrong = wrong(element, object);
        if (wrong != null) {
          issues.error(
              code(),
              object.place(),
              "%s: %s is an object %s".formatted(element.title(), slot.member().term(), wrong),
              "write the plain value");
        }
      }
    }
  }

  /** Whether a member stands in an object with {@code @value} where it must not. */
  static boolean isForeign(String member, String other, Element element) {
    return element.version() == 2
        ? FOREIGN_IN_V2.contains(member) || !member.startsWith("@")
        : !member.equals("@value") && !member.equals(other);
  }

  private static @Nullable String wrong(Element element, Json.Obj object) {
    for (Json.Member member : object.members()) {
      if (isForeign(member.name(), "@type", element)) {
        return "with the member " + member.name();
      }
    }
    Json value = object.get("@value");
    Json type = object.get("@type");
    if (value instanceof Json.Null) {
      return "whose @value is null";
    }
    if (type == null) {
      return null;
    }
    String expected =
        value instanceof Json.Bool ? "boolean" : value instanceof Json.Num ? "integer" : "string";
    boolean right =
        type.all().size() == 1
            && type.all().get(0) instanceof Json.Text text
            && (text.text().equals("xsd:" + expected) || text.text().equals(XSD + expected));
    return right ? null : "whose @type is not xsd:" + expected;
  }
}
