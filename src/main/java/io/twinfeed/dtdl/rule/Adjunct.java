package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types that the extensions of DTDL v3 add beside the semantic ones (dtdl-rules.md §5). */
enum Adjunct {
  VALUE_ANNOTATION("annotation", "ValueAnnotation", "annotates"),
  OVERRIDE("overriding", "Override", "overrides"),
  HISTORIZED("historization", "Historized", null);

  private final String extension;
  private final String term;
  private final @Nullable String member;

  Adjunct(String extension, String term, @Nullable String member) {
    this.extension = extension;
    this.term = term;
    this.member = member;
  }

  String term() {
    return term;
  }

  /** What may have it. */
  Set<ElementClass> classes() {
    return this == OVERRIDE
        ? EnumSet.of(ElementClass.PROPERTY)
        : EnumSet.of(ElementClass.PROPERTY, ElementClass.TELEMETRY);
  }

  /** The member that it gives to an element, which then must have it; null if there is none. */
  @Nullable String member() {
    return member;
  }

  /** Whether a further type of the element, in either spelling, is this one. */
  boolean isSpelt(Element element, String cotype) {
    return element.version() > 2
        && element.context().extensions().contains("dtmi:dtdl:extension:" + extension + ";1")
        && (cotype.equals(term) || cotype.equals(dtmi()));
  }

  /** Whether a member's name, in either spelling, is that of this type's member. */
  boolean isMember(String name) {
    return member != null && (name.equals(member) || name.equals(dtmi() + ":" + member));
  }

  boolean isOn(Element element) {
    return Cotypes.of(element).stream().anyMatch(each -> isSpelt(element, each.text()));
  }

  private String dtmi() {
    return "dtmi:dtdl:extension:" + extension + ":v1:" + term;
  }
}
