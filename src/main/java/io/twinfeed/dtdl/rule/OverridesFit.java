package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.dtdl.element.QuantitativeTypes;
import io.twinfeed.issue.Issues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An override names with {@code overrides} a member that a semantic type gives to the annotated
 * element, which is its unit; its schema is the type of that unit, and no other override does the
 * same (dtdl-rules.md §5).
 */
final class OverridesFit implements SetRule {
  @Override
  public String code() {
    return "DTDL-037";
  }

  @Override
  public void check(ElementSet set, Issues issues) {
    for (Element each : set.all()) {
      if (Adjunct.OVERRIDE.isOn(each)) {
        String wrong = wrong(set, each);
        if (wrong != null) {
          issues.error(
              code(),
              each.place(),
              each.title() + wrong,
              "write \"overrides\": \"unit\", and the type of the unit as its schema");
        }
      }
    }
  }

  private static @Nullable String wrong(ElementSet set, Element override) {
    String member = overrides(override);
    if (member == null) {
      return " is an override without the name of what it overrides";
    }
    Element annotated = AnnotationsFit.annotated(set, override);
    if (annotated == null) {
      // Without what it annotates there is nothing to compare with; that has its own rule.
      return null;
    }
    List<String> semantic = Cotypes.semantic(annotated);
    if (semantic.isEmpty() || !QuantitativeTypes.isUnitMember(member)) {
      return " overrides \"%s\", which %s does not have from an extension"
          .formatted(member, annotated.name());
    }
    String unitType =
        annotated.context().quantitativeTypes().unitTypes().getOrDefault(semantic.get(0), "");
    boolean fits =
        override.references("schema").stream()
            .anyMatch(each -> QuantitativeTypes.term(each.text()).equals(unitType));
    if (!fits) {
      return " overrides the unit of a %s, so its schema should be %s"
          .formatted(semantic.get(0), unitType);
    }
    boolean twice =
        Siblings.of(set, override).stream()
            .anyMatch(
                each ->
                    each != override
                        && Adjunct.OVERRIDE.isOn(each)
                        && overrides(each) != null
                        && annotated == AnnotationsFit.annotated(set, each));
    return twice ? " overrides what another one overrides too" : null;
  }

  private static @Nullable String overrides(Element override) {
    Json.Member member = Cotypes.member(override, Adjunct.OVERRIDE);
    return member == null ? null : Literals.text(member.value());
  }
}
