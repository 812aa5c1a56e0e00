package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Member;
import io.twinfeed.issue.Issues;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code @type} names exactly one class, and one that may stand there. */
final class TypeNamesOneClass implements ElementRule {
  @Override
  public String code() {
    return "DTDL-030";
  }

  @Override
  public void check(Element element, Issues issues) {
    Json types = element.json().get("@type");
    Set<ElementClass> named = EnumSet.noneOf(ElementClass.class);
    if (types != null) {
      for (Json each : types.all()) {
        if (each instanceof Json.Text text) {
          ElementClass found = ElementClass.find(text.text(), element.version());
          if (found != null) {
            named.add(found);
          }
        } else {
          issues.error(
              code(),
              each.place(),
              "%s: @type holds %s".formatted(element.title(), each.kind()),
              "write a text, or an array of texts");
        }
      }
    }
    ElementClass type = element.type();
    if (type == null) {
      issues.error(
          code(),
          element.place(),
          "%s: @type %s"
              .formatted(element.title(), types == null ? "is missing" : "names no class of DTDL"),
          "write " + allowed(element.position()));
    } else if (named.size() > 1) {
      issues.error(
          code(),
          element.place(),
          "%s: @type names %d classes: %s".formatted(element.title(), named.size(), terms(named)),
          "keep one of them");
    } else if (!fits(type, element.position())) {
      issues.error(
          code(),
          element.place(),
          "%s: a %s can't stand in %s"
              .formatted(
                  element.title(),
                  type.term(),
                  element.position() == null
                      ? "the top level of a document"
                      : element.position().term()),
          "expected " + allowed(element.position()));
    }
  }

  private static boolean fits(ElementClass type, @Nullable Member position) {
    return position == null ? type == ElementClass.INTERFACE : position.classes().contains(type);
  }

  private static String allowed(@Nullable Member position) {
    return position == null ? "Interface" : terms(position.classes());
  }

  private static String terms(Set<ElementClass> classes) {
    return classes.stream().sorted().map(ElementClass::term).collect(Collectors.joining(" or "));
  }
}
