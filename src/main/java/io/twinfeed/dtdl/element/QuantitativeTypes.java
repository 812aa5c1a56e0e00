package io.twinfeed.dtdl.element;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The semantic types and their units (dtdl-rules.md §5): those of DTDL v2, and those of the
 * extension {@code quantitativeTypes;1} of v3.
 *
 * @param unitTypes the name of the unit type by the name of the semantic type: LengthUnit by
 *     Distance
 * @param units the units by the name of their unit type: metre and others by LengthUnit
 */
public record QuantitativeTypes(Map<String, String> unitTypes, Map<String, List<String>> units) {
  static final QuantitativeTypes NONE = new QuantitativeTypes(Map.of(), Map.of());
  static final QuantitativeTypes V2 = read("quantitative-types-v2.txt");
  static final QuantitativeTypes V3 = read("quantitative-types-v3.txt");

  private static final Pattern DTMI =
      Pattern.compile(
          "dtmi:standard:(?:class|unit):([A-Za-z]+);2"
              + "|dtmi:dtdl:extension:quantitativeTypes:v1:(?:class|enum|unit):([A-Za-z]+)");

  private static final Set<String> UNIT =
      Set.of(
          "unit",
          "dtmi:dtdl:property:unit;2",
          "dtmi:dtdl:extension:quantitativeTypes:v1:property:unit");

  public QuantitativeTypes {
    unitTypes = Map.copyOf(unitTypes);
    units = Map.copyOf(units);
  }

  /** The units of a semantic type. */
  public List<String> unitsFor(String semanticType) {
    return units.getOrDefault(unitTypes.getOrDefault(semanticType, ""), List.of());
  }

  /**
   * The term of a semantic type, a unit type or a unit that may be spelt as a DTMI: {@code
   * dtmi:standard:unit:metre;2} is {@code metre}. Anything else is returned as it is.
   */
  public static String term(String word) {
    if (!Terms.isDtmi(word)) {
      return word;
    }
    Matcher matcher = DTMI.matcher(word);
    return matcher.matches()
        ? matcher.group(1) == null ? matcher.group(2) : matcher.group(1)
        : word;
  }

  /** Whether a member's name, in any spelling, is that of the unit. */
  public static boolean isUnitMember(String name) {
    return UNIT.contains(name);
  }

  /** The units of a unit type; null if there is no such unit type. */
  public @Nullable List<String> unitsOf(String unitType) {
    return units.get(unitType);
  }

  // Two kinds of lines: "type Distance LengthUnit" and "units LengthUnit metre kilometre ...".
  private static QuantitativeTypes read(String resource) {
    Map<String, String> unitTypes = new LinkedHashMap<>();
    Map<String, List<String>> units = new LinkedHashMap<>();
    for (String line : Resource.lines(resource)) {
      List<String> words = List.of(line.split(" "));
      if (words.get(0).equals("type")) {
        unitTypes.put(words.get(1), words.get(2));
      } else {
        units.put(words.get(1), List.copyOf(words.subList(2, words.size())));
      }
    }
    return new QuantitativeTypes(unitTypes, units);
  }
}
