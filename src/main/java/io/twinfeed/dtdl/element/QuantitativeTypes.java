package io.twinfeed.dtdl.element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  public QuantitativeTypes {
    unitTypes = Map.copyOf(unitTypes);
    units = Map.copyOf(units);
  }

  /** The units of a unit type; null if there is no such unit type. */
  public @Nullable List<String> unitsOf(String unitType) {
    return units.get(unitType);
  }

  // Two kinds of lines: "type Distance LengthUnit" and "units LengthUnit metre kilometre ...".
  private static QuantitativeTypes read(String resource) {
    Map<String, String> unitTypes = new LinkedHashMap<>();
    Map<String, List<String>> units = new LinkedHashMap<>();
    try (InputStream in = QuantitativeTypes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> List.of(line.split(" ")))
          .forEach(
              words -> {
                if (words.get(0).equals("type")) {
                  unitTypes.put(words.get(1), words.get(2));
                } else {
                  units.put(words.get(1), List.copyOf(words.subList(2, words.size())));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new QuantitativeTypes(unitTypes, units);
  }
}
