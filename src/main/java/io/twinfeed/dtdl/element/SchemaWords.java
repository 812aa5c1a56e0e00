package io.twinfeed.dtdl.element;

import java.util.Set;

/** The words that stand for a schema. */
public final class SchemaWords {
  private static final Set<String> PRIMITIVE =
      Set.of(
          "boolean",
          "date",
          "dateTime",
          "double",
          "duration",
          "float",
          "integer",
          "long",
          "string",
          "time");
  private static final Set<String> GEOSPATIAL =
      Set.of("point", "multiPoint", "lineString", "multiLineString", "polygon", "multiPolygon");

  private SchemaWords() {}

  /** The word for a schema in its short spelling, from that or from its DTMI. */
  public static String term(String word, int version) {
    if (!Terms.isDtmi(word)) {
      return word;
    }
    String term = Terms.term("instance:Schema", word, version);
    // A v3 element may name a schema of v2.
    term = version > 2 ? Terms.term("instance:Schema", term, 2) : term;
    term = QuantitativeTypes.term(term);
    String geospatial = "dtmi:standard:schema:geospatial:";
    return term.startsWith(geospatial)
        ? term.substring(geospatial.length()).replaceFirst(";.*", "")
        : term;
  }

  /** Whether a word means a schema of the language where it stands, and not an element's id. */
  public static boolean isKnown(Element element, String word) {
    String term = term(word, element.version());
    return PRIMITIVE.contains(term) || GEOSPATIAL.contains(term) || isUnitType(element, term);
  }

  /** Whether a word, in either spelling, means a geometry. */
  public static boolean isGeospatial(String word, int version) {
    return GEOSPATIAL.contains(term(word, version));
  }

  /** Whether a word is one of v3's unit types, which are enums; those of v2 are no schemas. */
  static boolean isUnitType(Element element, String term) {
    return element.version() > 2 && element.context().quantitativeTypes().unitsOf(term) != null;
  }
}
