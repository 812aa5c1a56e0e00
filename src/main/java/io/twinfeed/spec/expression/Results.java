package io.twinfeed.spec.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of CEL as {@link CompiledTemplate} promises them, and as text. */
final class Results {
  private Results() {}

  static @Nullable Object toJava(Object value) {
    if (Node.isNull(value)) {
      return null;
    }
    if (value instanceof UnsignedLong number) {
      return number.bigIntegerValue().bitLength() <= 63
          ? (Object) number.longValue()
          : new BigDecimal(number.bigIntegerValue());
    }
    if (value instanceof CelByteString bytes) {
      return bytes.toByteArray();
    }
    if (value instanceof Duration duration) {
      return duration.toString();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(toJava(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((key, each) -> entries.put(text(key), toJava(each)));
      return entries;
    }
    if (value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof BigDecimal
        || value instanceof Boolean
        || value instanceof Instant) {
      return value;
    }
    throw new IllegalStateException("an expression gave a " + value.getClass().getName());
  }

  /** A value that is neither null nor bytes nor a list nor a map, as it stands inside text. */
  static String text(Object value) {
    return value instanceof Number number ? Numbers.text(number) : value.toString();
  }
}
