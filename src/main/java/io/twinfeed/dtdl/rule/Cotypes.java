package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.dtdl.element.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types that an element has beside its class, and what they add to it (dtdl-rules.md §5). */
final class Cotypes {
  private static final Map<String, Set<String>> ADJUNCTS =
      Map.of(
          "ValueAnnotation", Set.of("annotates"),
          "Override", Set.of("overrides"),
          "Historized", Set.of());

  private Cotypes() {}

  /** The words of {@code @type} that name no class. */
  static List<Json.Text> of(Element element) {
    List<Json.Text> others = new ArrayList<>();
    Json types = element.json().get("@type");
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

  static boolean isSemantic(Element element, String cotype) {
    return element.context().quantitativeTypes().unitTypes().containsKey(term(cotype));
  }

  static boolean isKnown(Element element, String cotype) {
    return isSemantic(element, cotype) || (element.version() > 2 && ADJUNCTS.containsKey(cotype));
  }

  /** The members that the further types of an element give it. */
  static Set<String> members(Element element) {
    Set<String> members = new LinkedHashSet<>();
    for (Json.Text cotype : of(element)) {
      if (isSemantic(element, cotype.text())) {
        members.add("unit");
        members.add("dtmi:dtdl:property:unit;2");
      }
      members.addAll(ADJUNCTS.getOrDefault(cotype.text(), Set.of()));
    }
    return members;
  }

  /** Whether a type that is not known, but tolerated, may have brought any member with it. */
  static boolean allowUnknownMembers(Element element) {
    boolean tolerated = element.version() == 2 || element.context().hasUnknownExtension();
    return tolerated && of(element).stream().anyMatch(each -> !isKnown(element, each.text()));
  }

  private static String term(String cotype) {
    return cotype.startsWith("dtmi:standard:class:") && cotype.endsWith(";2")
        ? cotype.substring("dtmi:standard:class:".length(), cotype.length() - 2)
        : cotype;
  }
}
