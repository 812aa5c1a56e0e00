package io.twinfeed.twin;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as a twin carries it. There is no null: a twin either has a value or has none.
 *
 * <p>Equality is that of the data, not of its spelling: {@code 80} equals {@code 80.0}, and the
 * order of an object's members does not matter.
 */
public sealed interface Value extends Serializable {

  /** Text, in any characters. */
  record Text(String text) implements Value {}

  /** A number of any size; its digits are kept as they were written. */
  record Num(BigDecimal number) implements Value {
    public static Num of(long number) {
      return new Num(BigDecimal.valueOf(number));
    }

    /** The shortest decimal text that reads back as the same double. */
    public static Num of(double number) {
      return new Num(BigDecimal.valueOf(number));
    }

    /**
     * Whether a number surely has a fraction that its nearest double tells again by its shortest
     * text, which takes far longer to find out for each: up to 15 digits a double tells any, and
     * below 10 million its text has a point.
     */
    public static boolean isPlain(BigDecimal number) {
      int whole = number.precision() - number.scale();
      return number.scale() > 0 && number.precision() <= 15 && whole <= 7 && whole >= -2;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num that && number.compareTo(that.number) == 0;
    }

    @Override
    public int hashCode() {
      return number.stripTrailingZeros().hashCode();
    }
  }

  record Bool(boolean is) implements Value {}

  /** An object or a map; members keep the order they came in. */
  record Struct(Map<String, Value> members) implements Value {
    public Struct {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * The value as plain Java objects for a JSON writer: String, Long or Double or BigDecimal,
   * Boolean, LinkedHashMap, ArrayList.
   */
  default Object toJava() {
    if (this instanceof Text text) {
      return text.text();
    }
    if (this instanceof Num num) {
      return plain(num.number());
    }
    if (this instanceof Bool bool) {
      return bool.is();
    }
    if (this instanceof Struct struct) {
      Map<String, Object> members = new LinkedHashMap<>();
      struct.members().forEach((name, member) -> members.put(name, member.toJava()));
      return members;
    }
    List<Object> items = new ArrayList<>();
    ((Items) this).items().forEach(item -> items.add(item.toJava()));
    return items;
  }

  /**
   * Reads plain Java objects as a JSON parser makes them.
   *
   * @throws IllegalArgumentException for null, NaN, infinity, or a type that JSON does not have
   */
  static Value ofJava(Object json) {
    if (json instanceof String text) {
      return new Text(text);
    }
    if (json instanceof Boolean bool) {
      return new Bool(bool);
    }
    if (json instanceof BigDecimal number) {
      return new Num(number);
    }
    if (json instanceof Number number) {
      return new Num(new BigDecimal(number.toString()));
    }
    if (json instanceof Map<?, ?> map) {
      Map<String, Value> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put((String) name, ofJava(member)));
      return new Struct(members);
    }
    if (json instanceof List<?> list) {
      return new Items(list.stream().map(Value::ofJava).toList());
    }
    throw new IllegalArgumentException("not a JSON value: " + json);
  }

  /** A value inside as many objects as there are field names, outermost first. */
  static Value nested(List<String> fields, Value value) {
    Value nested = value;
    for (int i = fields.size() - 1; i >= 0; i--) {
      nested = new Struct(Map.of(fields.get(i), nested));
    }
    return nested;
  }

  /** Two objects with the members of both; of anything else the second. */
  static Value joined(Value one, Value other) {
    if (one instanceof Struct a && other instanceof Struct b) {
      Map<String, Value> members = new LinkedHashMap<>(a.members());
      b.members().forEach((name, value) -> members.merge(name, value, Value::joined));
      return new Struct(members);
    }
    return other;
  }

  // A whole number leaves as a Long and any other as a Double where that loses nothing: the Azure
  // SDK writes a BigDecimal as 1E+3, and in one of its types as a string.
  private static Number plain(BigDecimal number) {
    if (Num.isPlain(number)) {
      return number.doubleValue();
    }
    if (number.scale() <= 0 && number.toBigInteger().bitLength() <= 63) {
      return number.longValueExact();
    }
    double nearest = number.doubleValue();
    if (!Double.isInfinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0) {
      return nearest;
    }
    return number;
  }
}
