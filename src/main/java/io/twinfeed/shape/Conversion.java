package io.twinfeed.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.dtdl.InstanceCheck;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.ArraySchema;
import io.twinfeed.dtdl.Schema.EnumSchema;
import io.twinfeed.dtdl.Schema.MapSchema;
import io.twinfeed.dtdl.Schema.ObjectSchema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Converts what an expression gave to what a DTDL schema takes. A conversion that would lose
 * something is refused: docs/types.md is this class in words.
 */
public final class Conversion {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Conversion() {}

  /**
   * @param given a String, Long, Double, BigDecimal, Boolean, Instant, byte[], List or Map
   * @throws ConversionException if it has no value of the schema without loss
   */
  public static Value convert(Schema schema, Object given) throws ConversionException {
    Value value = structure(schema, given);
    var problems = InstanceCheck.check(schema, value, "");
    if (!problems.isEmpty()) {
      throw new ConversionException(
          ConversionException.Why.VALUE,
          String.join(
              "; ", problems.stream().map(p -> p.message().replaceFirst("^: ", "")).toList()));
    }
    return value;
  }

  private static Value structure(Schema schema, Object given) throws ConversionException {
    if (schema instanceof Primitive primitive) {
      return primitive(primitive, given);
    }
    if (schema instanceof EnumSchema enumeration) {
      return primitive(enumeration.valueSchema(), given);
    }
    // A JSON column is text to the database's driver
    Object whole = given instanceof String text ? parsed(text) : given;
    if (schema instanceof ObjectSchema object) {
      return members(map(whole, "an object"), object.fields());
    }
    if (schema instanceof MapSchema map) {
      Map<String, Value> members = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map(whole, "a map").entrySet()) {
        if (entry.getValue() != null) {
          members.put(String.valueOf(entry.getKey()), structure(map.value(), entry.getValue()));
        }
      }
      return new Value.Struct(members);
    }
    if (schema instanceof ArraySchema array) {
      if (!(whole instanceof List<?> list)) {
        throw refused(whole, "an array");
      }
      List<Value> items = new ArrayList<>();
      for (Object item : list) {
        if (item == null) {
          throw new ConversionException(
              ConversionException.Why.VALUE, "an array can't hold a null");
        }
        items.add(structure(array.element(), item));
      }
      return new Value.Items(items);
    }
    Map<?, ?> geometry = map(whole, "a GeoJSON geometry");
    try {
      return Value.ofJava(geometry);
    } catch (IllegalArgumentException e) {
      throw new ConversionException(
          ConversionException.Why.VALUE, "a geometry that holds a null or a time", e);
    }
  }

  private static Value primitive(Primitive schema, Object given) throws ConversionException {
    return switch (schema) {
      case STRING -> text(given);
      case BOOLEAN -> new Value.Bool(bool(given));
      case INTEGER, LONG -> whole(schema, given);
      case FLOAT, DOUBLE -> real(schema, given);
      case DATE_TIME ->
          new Value.Text(
              given instanceof Instant instant ? instant.toString() : string(schema, given));
      case DATE, TIME, DURATION -> new Value.Text(string(schema, given));
    };
  }

  private static Value text(Object given) throws ConversionException {
    String text;
    if (given instanceof BigDecimal number) {
      text = number.toPlainString();
    } else if (given instanceof Double number) {
      text = decimal(Primitive.STRING, number).toPlainString();
    } else if (given instanceof String
        || given instanceof Long
        || given instanceof Boolean
        || given instanceof Instant) {
      text = given.toString();
    } else {
      throw refused(given, "a string");
    }
    // No character takes more than three bytes
    int bytes =
        text.length() <= InstanceCheck.LONGEST_TEXT_BYTES / 3
            ? 0
            : text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > InstanceCheck.LONGEST_TEXT_BYTES) {
      throw new ConversionException(
          ConversionException.Why.TOO_LONG,
          "a string of %d bytes; the service takes at most %d"
              .formatted(bytes, InstanceCheck.LONGEST_TEXT_BYTES));
    }
    return new Value.Text(text);
  }

  private static boolean bool(Object given) throws ConversionException {
    if (given instanceof Boolean is) {
      return is;
    }
    if (given instanceof Long number && (number == 0 || number == 1)) {
      return number == 1;
    }
    if (given instanceof String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (word.equals("true") || word.equals("false")) {
        return word.equals("true");
      }
    }
    throw refused(given, "boolean");
  }

  private static Value whole(Primitive schema, Object given) throws ConversionException {
    BigDecimal number = decimal(schema, given);
    if (number.stripTrailingZeros().scale() > 0) {
      throw refused(given, schema.term() + ": it has a fraction");
    }
    boolean fits =
        number.toBigInteger().bitLength()
            < (schema == Primitive.INTEGER ? Integer.SIZE : Long.SIZE);
    if (!fits) {
      throw refused(given, schema.term() + ": it is out of range");
    }
    return Value.Num.of(number.longValueExact());
  }

  private static Value real(Primitive schema, Object given) throws ConversionException {
    BigDecimal number = decimal(schema, given);
    boolean single = schema == Primitive.FLOAT;
    if (!single && (given instanceof Double || Value.Num.isPlain(number))) {
      return new Value.Num(number);
    }
    double nearest = single ? number.floatValue() : number.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw refused(given, schema.term() + ": it is out of range");
    }
    // Its own digits must come back: 0.1 does, 1234567890.123456789 does not
    BigDecimal back =
        single ? new BigDecimal(Float.toString((float) nearest)) : BigDecimal.valueOf(nearest);
    if (back.compareTo(number) != 0) {
      throw refused(given, schema.term() + " without losing digits; map it to a string");
    }
    return new Value.Num(back);
  }

  private static BigDecimal decimal(Primitive schema, Object given) throws ConversionException {
    try {
      if (given instanceof BigDecimal number) {
        return number;
      }
      if (given instanceof Long number) {
        return BigDecimal.valueOf(number);
      }
      if (given instanceof Integer number) {
        return BigDecimal.valueOf(number);
      }
      if (given instanceof Double number) {
        return BigDecimal.valueOf(number); // NaN and infinity throw
      }
      if (given instanceof String text && text.strip().length() <= 100) {
        BigDecimal number = new BigDecimal(text.strip());
        if (Math.abs((long) number.scale()) <= 400) {
          return number; // 1E999999999 would be a gigabyte written out
        }
      }
    } catch (NumberFormatException e) {
      throw new ConversionException(ConversionException.Why.VALUE, notA(given, schema.term()), e);
    }
    throw refused(given, schema.term());
  }

  private static String string(Primitive schema, Object given) throws ConversionException {
    if (given instanceof String text) {
      return text.strip();
    }
    throw refused(given, schema.term());
  }

  private static Value members(Map<?, ?> given, Map<String, Schema> fields)
      throws ConversionException {
    Map<String, Value> members = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : given.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Schema field = fields.get(name);
      if (field == null) {
        throw new ConversionException(
            ConversionException.Why.VALUE,
            "an object with the field " + name + ", which the model does not have");
      }
      if (entry.getValue() != null) {
        members.put(name, structure(field, entry.getValue()));
      }
    }
    return new Value.Struct(members);
  }

  private static Map<?, ?> map(Object given, String expected) throws ConversionException {
    if (given instanceof Map<?, ?> map) {
      return map;
    }
    throw refused(given, expected);
  }

  private static Object parsed(String text) throws ConversionException {
    try {
      Object json = JSON.readValue(text, Object.class);
      if (json != null) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new ConversionException(ConversionException.Why.VALUE, "text that is not JSON", e);
    }
    throw new ConversionException(ConversionException.Why.VALUE, "the JSON text null");
  }

  private static ConversionException refused(Object given, String expected) {
    return new ConversionException(ConversionException.Why.VALUE, notA(given, expected));
  }

  private static String notA(Object given, String expected) {
    if (given instanceof byte[]) {
      return "bytes can't become " + expected;
    }
    String text = String.valueOf(given);
    String shown = text.length() > 60 ? text.substring(0, 57) + "…" : text;
    return (given instanceof String ? "the text '" + shown + "'" : shown)
        + " can't become "
        + expected;
  }
}
