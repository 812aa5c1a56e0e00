package io.twinfeed.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.twin.Value;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/** JSON values in the fields of Beam's rows. */
final class JsonRows {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private JsonRows() {}

  /**
   * The members of an object: of a nested row, of a map, or of JSON text. A member without a value
   * is null.
   *
   * @param field for the sentence
   * @throws IllegalArgumentException if it is none
   */
  static Map<String, @Nullable Object> members(String field, @Nullable Object object) {
    if (object == null) {
      return Map.of();
    }
    if (object instanceof String text) {
      return parsed(field, text);
    }
    if (object instanceof Row row) {
      return of(row);
    }
    if (object instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((name, value) -> members.put(String.valueOf(name), value));
      return members;
    }
    throw new IllegalArgumentException(field + " is no object, but " + type(object));
  }

  private static Map<String, @Nullable Object> parsed(String field, String text) {
    Map<String, @Nullable Object> members;
    try {
      members = JSON.readValue(text, MEMBERS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(field + " is no JSON object", e);
    }
    if (members == null) { // of the text null
      throw new IllegalArgumentException(field + " is no JSON object");
    }
    return members;
  }

  /**
   * A value, without those of its members that are null.
   *
   * @param field for the sentence
   * @throws IllegalArgumentException if JSON has none like it
   */
  static Value value(String field, Object given) {
    if (given instanceof Row || given instanceof Map<?, ?>) {
      Map<String, Value> members = new LinkedHashMap<>();
      members(field, given)
          .forEach(
              (name, member) -> {
                if (member != null) {
                  members.put(name, value(field + "." + name, member));
                }
              });
      return new Value.Struct(members);
    }
    if (given instanceof Iterable<?> all) {
      List<Value> items = new ArrayList<>();
      for (Object item : all) {
        if (item == null) {
          throw new IllegalArgumentException(field + " has an item that is null");
        }
        items.add(value(field, item));
      }
      return new Value.Items(items);
    }
    // Joda's, and those of java.time, write themselves as ISO 8601
    if (given instanceof ReadableInstant || given instanceof TemporalAccessor) {
      return new Value.Text(given.toString());
    }
    try {
      return Value.ofJava(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          given instanceof Number number
              ? field + " is no number that JSON has: " + number
              : field + " is no value that JSON has, but " + type(given),
          e);
    }
  }

  /** As JSON text. */
  static String text(Value value) {
    try {
      return JSON.writeValueAsString(value.toJava());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }

  private static Map<String, @Nullable Object> of(Row row) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name : row.getSchema().getFieldNames()) {
      members.put(name, row.getValue(name));
    }
    return members;
  }

  private static String type(Object value) {
    return value instanceof byte[] ? "bytes" : value.getClass().getSimpleName();
  }
}
