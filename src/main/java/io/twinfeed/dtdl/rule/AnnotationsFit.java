package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.issue.Issues;
import org.jspecify.annotations.Nullable;

/**
 * A value annotation names with {@code annotates} a property or telemetry beside it that is no
 * annotation itself (dtdl-rules.md §5).
 */
final class AnnotationsFit implements SetRule {
  @Override
  public String code() {
    return "DTDL-036";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.all()) {
      if (Adjunct.VALUE_ANNOTATION.isOn(each)) {
        String wrong = wrong(set, each);
        if (wrong != null) {
          issues.error(
              code(),
              each.place(),
              each.title() + wrong,
              "write in \"annotates\" the name of the property or telemetry that it is about");
        }
      }
    }
  }

  /** The element that an annotation is about; null if there is none. */
  static @Nullable Element annotated(ElementSet set, Element annotation) {
    String name = annotates(annotation);
    return name == null ? null : Siblings.named(set, annotation, name);
  }

  static @Nullable String annotates(Element annotation) {
    Json.Member member = Cotypes.member(annotation, Adjunct.VALUE_ANNOTATION);
    return member == null ? null : Literals.text(member.value());
  }

  private static @Nullable String wrong(ElementSet set, Element annotation) {
    String name = annotates(annotation);
    if (name == null) {
      return " is a value annotation without the name of what it annotates";
    }
    Element found = annotated(set, annotation);
    if (found == null) {
      return " annotates \"%s\", which is not there".formatted(name);
    }
    if (!found.is(ElementClass.PROPERTY) && !found.is(ElementClass.TELEMETRY)) {
      return " annotates \"%s\", which is no property or telemetry".formatted(name);
    }
    return Adjunct.VALUE_ANNOTATION.isOn(found)
        ? " annotates \"%s\", which is an annotation itself".formatted(name)
        : null;
  }
}
