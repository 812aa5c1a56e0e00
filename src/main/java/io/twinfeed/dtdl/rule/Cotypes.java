package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.QuantitativeTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types that an element has beside its class, and what they add to it (dtdl-rules.md §5). */
final class Cotypes {
  private static final Set<ElementClass> QUANTITIES_IN_V2 =
      EnumSet.of(ElementClass.PROPERTY, ElementClass.TELEMETRY);
  private static final Set<ElementClass> QUANTITIES_IN_V3 =
      EnumSet.of(
          ElementClass.PROPERTY,
          ElementClass.TELEMETRY,
          ElementClass.FIELD,
          ElementClass.MAP_VALUE,
          ElementClass.COMMAND_REQUEST,
          ElementClass.COMMAND_RESPONSE);

  private Cotypes() {}

  /** The words of {@code @type} that name no class. */
  static List<Json.Text> of(Element element) {
    Json types = element.json().get("@type");
    if (types instanceof Json.Text && element.type() != null) {
      return List.of();
    }
    List<Json.Text> others = new ArrayList<>();
    if (types != null) {
      for (Json each : types.all()) {
        if (each instanceof Json.Text text
            && ElementClass.find(text.text(), element.version()) == null) {
          others.add(text);
        }
      }
    }
    return others;
  }

  /** The semantic types among them, by their terms: {@code Temperature}. */
  static List<String> semantic(Element element) {
    return of(element).stream()
        .map(each -> QuantitativeTypes.term(each.text()))
        .filter(element.context().quantitativeTypes().unitTypes()::containsKey)
        .toList();
  }

  static boolean isSemantic(Element element, String cotype) {
    return element
        .context()
        .quantitativeTypes()
        .unitTypes()
        .containsKey(QuantitativeTypes.term(cotype));
  }

  static @Nullable Adjunct adjunct(Element element, String cotype) {
    return Arrays.stream(Adjunct.values())
        .filter(each -> each.isSpelt(element, cotype))
        .findFirst()
        .orElse(null);
  }

  static boolean isKnown(Element element, String cotype) {
    return isSemantic(element, cotype) || adjunct(element, cotype) != null;
  }

  /** The classes that may have a semantic type. */
  static Set<ElementClass> quantities(int version) {
    return version == 2 ? QUANTITIES_IN_V2 : QUANTITIES_IN_V3;
  }

  /** The unit that is written on an element with a semantic type; null if there is none. */
  static Json.@Nullable Member unit(Element element) {
    return element.unknown().stream()
        .filter(each -> QuantitativeTypes.isUnitMember(each.name()))
        .findFirst()
        .orElse(null);
  }

  /** The member that an adjunct type gives to an element; null if it is not there. */
  static Json.@Nullable Member member(Element element, Adjunct adjunct) {
    return element.unknown().stream()
        .filter(each -> adjunct.isMember(each.name()))
        .findFirst()
        .orElse(null);
  }

  /** Whether a member comes with one of the further types that are known. */
  static boolean brings(Element element, String member) {
    return (QuantitativeTypes.isUnitMember(member) && !semantic(element).isEmpty())
        || Arrays.stream(Adjunct.values())
            .anyMatch(each -> each.isMember(member) && each.isOn(element));
  }

  /** Whether a type that is not known, but tolerated, may have brought any member with it. */
  static boolean allowUnknownMembers(Element element) {
    boolean tolerated = element.version() == 2 || element.context().hasUnknownExtension();
    return tolerated && of(element).stream().anyMatch(each -> !isKnown(element, each.text()));
  }
}
