package io.twinfeed.dtdl;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.Literals;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.dtdl.rule.ElementSet;
import io.twinfeed.twin.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes schemas of elements that have passed the rules. */
final class SchemaResolution {
  private static final Map<String, Schema.Primitive> PRIMITIVES =
      Arrays.stream(Schema.Primitive.values())
          .collect(Collectors.toMap(Schema.Primitive::term, Function.identity()));
  private static final Map<String, Schema.Geospatial> GEOSPATIAL =
      Arrays.stream(Schema.Geospatial.values())
          .collect(Collectors.toMap(Schema.Geospatial::term, Function.identity()));

  private final ElementSet set;
  // A schema that is named in several places is made once: else one of 30 fields that each name one
  // of 30 fields, and so on, would be 30 to the 5th.
  private final Map<Element, Schema> complex = new HashMap<>();

  SchemaResolution(ElementSet set) {
    this.set = set;
  }

  /** The schema in a member that holds one. */
  Schema of(Element element, String term) {
    List<Element> inline = element.elements(term);
    if (!inline.isEmpty()) {
      return complex(inline.get(0));
    }
    String word = element.references(term).get(0).text();
    String shortWord = SchemaWords.term(word, element.version());
    Schema.Primitive primitive = PRIMITIVES.get(shortWord);
    if (primitive != null) {
      return primitive;
    }
    Schema.Geospatial geospatial = GEOSPATIAL.get(shortWord);
    if (geospatial != null) {
      return geospatial;
    }
    List<String> units = element.context().quantitativeTypes().unitsOf(shortWord);
    if (units != null) {
      Map<String, Value> values = new LinkedHashMap<>();
      units.forEach(unit -> values.put(unit, new Value.Text(unit)));
      return new Schema.EnumSchema(Schema.Primitive.STRING, values);
    }
    Element named = set.find(word);
    if (named == null) {
      throw new IllegalStateException("unresolved after the rules passed: " + word);
    }
    return complex(named);
  }

  private Schema complex(Element element) {
    Schema before = complex.get(element);
    if (before != null) {
      return before;
    }
    Schema now = make(element);
    complex.put(element, now);
    return now;
  }

  private Schema make(Element element) {
    return switch (Objects.requireNonNull(element.type())) {
      case ARRAY -> new Schema.ArraySchema(of(element, "elementSchema"));
      case MAP -> new Schema.MapSchema(of(element.elements("mapValue").get(0), "schema"));
      case OBJECT -> {
        Map<String, Schema> fields = new LinkedHashMap<>();
        for (Element field : element.elements("fields")) {
          fields.put(String.valueOf(field.name()), of(field, "schema"));
        }
        yield new Schema.ObjectSchema(fields);
      }
      case ENUM -> enumeration(element);
      default -> throw new IllegalStateException("no schema after the rules: " + element.title());
    };
  }

  private static Schema enumeration(Element element) {
    String valueSchema = String.valueOf(element.text("valueSchema"));
    String word = SchemaWords.term(valueSchema, element.version());
    Map<String, Value> values = new LinkedHashMap<>();
    for (Element each : element.elements("enumValues")) {
      Element.Slot slot = each.slot("enumValue");
      if (slot != null) {
        values.put(String.valueOf(each.name()), literal(Literals.plain(slot.value())));
      }
    }
    Schema.Primitive primitive =
        word.equals("integer") ? Schema.Primitive.INTEGER : Schema.Primitive.STRING;
    return new Schema.EnumSchema(primitive, values);
  }

  private static Value literal(Json json) {
    return json instanceof Json.Num num
        ? new Value.Num(num.number())
        : new Value.Text(((Json.Text) json).text());
  }
}
