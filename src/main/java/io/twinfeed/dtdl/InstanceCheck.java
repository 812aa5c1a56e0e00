package io.twinfeed.dtdl;

import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks values against schemas (adt-service.md §3.3). Stateless. */
public final class InstanceCheck {
  /** The longest text of a property in Azure Digital Twins, in bytes of UTF-8 (§2.1). */
  public static final int LONGEST_TEXT_BYTES = 4096;

  private static final BigDecimal LARGEST_FLOAT = new BigDecimal(Float.MAX_VALUE);
  private static final BigDecimal LARGEST_DOUBLE = new BigDecimal(Double.MAX_VALUE);

  private InstanceCheck() {}

  /**
   * What is wrong with a value, all of it; empty if it conforms.
   *
   * @param path what to call the value: a property's name, or the way to it
   */
  public static List<Problem> check(Schema schema, Value value, String path) {
    List<Problem> problems = new ArrayList<>();
    check(schema, value, path, problems);
    return problems;
  }

  private static void check(Schema schema, Value value, String path, List<Problem> problems) {
    if (schema instanceof Schema.ObjectSchema object && value instanceof Value.Struct struct) {
      struct
          .members()
          .forEach(
              (name, member) -> {
                Schema field = object.fields().get(name);
                String inner = path + "." + name;
                if (field == null) {
                  problems.add(
                      new Problem(
                          inner,
                          inner
                              + ": no such field; the object has "
                              + names(object.fields().keySet())));
                } else {
                  check(field, member, inner, problems);
                }
              });
    } else if (schema instanceof Schema.MapSchema map && value instanceof Value.Struct struct) {
      struct
          .members()
          .forEach((key, member) -> check(map.value(), member, path + "." + key, problems));
    } else if (schema instanceof Schema.ArraySchema array && value instanceof Value.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        check(array.element(), items.items().get(i), path + "[" + i + "]", problems);
      }
    } else {
      String expected = expected(schema, value);
      if (expected != null) {
        problems.add(
            new Problem(path, "%s: expected %s, found %s".formatted(path, expected, kind(value))));
      }
    }
  }

  // What should be there instead, or null if the value conforms.
  private static @Nullable String expected(Schema schema, Value value) {
    if (schema instanceof Schema.Primitive primitive) {
      return conforms(primitive, value) ? null : words(primitive);
    }
    if (schema instanceof Schema.EnumSchema enumeration) {
      return enumeration.values().containsValue(value)
          ? null
          : "one of "
              + enumeration.values().values().stream()
                  .map(InstanceCheck::plain)
                  .collect(Collectors.joining(", "));
    }
    if (schema instanceof Schema.Geospatial geospatial) {
      return GeoJson.conforms(geospatial, value)
          ? null
          : "a GeoJSON object of type " + geospatial.type();
    }
    return schema instanceof Schema.ArraySchema ? "an array" : "an object";
  }

  private static boolean conforms(Schema.Primitive primitive, Value value) {
    return switch (primitive) {
      case BOOLEAN -> value instanceof Value.Bool;
      case INTEGER -> isWhole(value, 31);
      case LONG -> isWhole(value, 63);
      case FLOAT -> isWithin(value, LARGEST_FLOAT);
      case DOUBLE -> isWithin(value, LARGEST_DOUBLE);
      case STRING -> value instanceof Value.Text;
      case DATE -> value instanceof Value.Text text && TimeText.isDate(text.text());
      case TIME -> value instanceof Value.Text text && TimeText.isTime(text.text());
      case DATE_TIME -> value instanceof Value.Text text && TimeText.isDateTime(text.text());
      case DURATION -> value instanceof Value.Text text && TimeText.isDuration(text.text());
    };
  }

  private static String words(Schema.Primitive primitive) {
    return switch (primitive) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "integer in -2147483648..2147483647";
      case LONG -> "long in -9223372036854775808..9223372036854775807";
      case FLOAT -> "float, a number in the range of 32 bits";
      case DOUBLE -> "double, a number in the range of 64 bits";
      case STRING -> "string";
      case DATE -> "date as in 2026-01-31";
      case TIME -> "time as in 08:30:00Z";
      case DATE_TIME -> "dateTime as in 2026-01-31T08:30:00Z";
      case DURATION -> "duration as in P1DT12H";
    };
  }

  // 1.0 is refused: the service takes a whole number only without a fraction (§3.3).
  private static boolean isWhole(Value value, int bits) {
    return value instanceof Value.Num num
        && num.number().scale() <= 0
        && num.number().precision() - num.number().scale() <= 20
        && num.number().toBigInteger().bitLength() <= bits;
  }

  private static boolean isWithin(Value value, BigDecimal largest) {
    return value instanceof Value.Num num && num.number().abs().compareTo(largest) <= 0;
  }

  /** A value in words for a message: {@code text "abc"}. */
  static String kind(Value value) {
    if (value instanceof Value.Text) {
      return "text " + plain(value);
    }
    if (value instanceof Value.Num) {
      return "number " + plain(value);
    }
    if (value instanceof Value.Bool bool) {
      return String.valueOf(bool.is());
    }
    return value instanceof Value.Items ? "an array" : "an object";
  }

  private static String plain(Value value) {
    if (value instanceof Value.Text text) {
      String all = text.text();
      return '"' + (all.length() > 60 ? all.substring(0, 57) + "..." : all) + '"';
    }
    return value instanceof Value.Num num ? num.number().toString() : value.toString();
  }

  private static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** The properties' problems, by the names that a schema is there for. */
  static void properties(
      Map<String, Schema> declared,
      Map<String, Value> values,
      String within,
      String undeclared,
      List<Problem> problems) {
    values.forEach(
        (name, value) -> {
          Schema schema = declared.get(name);
          String path = within.isEmpty() ? name : within + "." + name;
          if (schema == null) {
            problems.add(new Problem(path, undeclared.formatted(name)));
          } else {
            check(schema, value, path, problems);
          }
        });
  }
}
