package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.InstanceCheck;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Template;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text without a placeholder in the place of a value, such as {@code stages: 3}: what a run would
 * make of it is the same for every row, and so is known before.
 */
final class Constant {
  // As many as a run reads of a number in a text
  private static final int LONGEST_NUMBER = 100;
  private static final int LARGEST_SCALE = 400;

  private Constant() {}

  /** The text; empty if it depends on the row, or could not be read. */
  static Optional<String> of(Template template) {
    boolean constant = template.parts().stream().allMatch(Template.Literal.class::isInstance);
    String text =
        template.parts().stream()
            .filter(Template.Literal.class::isInstance)
            .map(part -> ((Template.Literal) part).text())
            .collect(Collectors.joining());
    // Of a placeholder that is wrong nothing is left
    return constant && (!text.isEmpty() || template.source().isEmpty())
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * Whether a text has a value of a schema. What is not primitive is written as JSON, and not
   * looked into here.
   */
  static boolean fits(String text, Schema schema) {
    Schema plain = schema instanceof Schema.EnumSchema values ? values.valueSchema() : schema;
    if (!(plain instanceof Primitive primitive)) {
      return true;
    }
    Value value = value(text, primitive);
    return value != null && InstanceCheck.check(schema, value, "").isEmpty();
  }

  /** What could have been meant by a text that has none. */
  static String hint(String text, Schema schema) {
    if (schema instanceof Schema.EnumSchema values) {
      List<String> known =
          values.values().values().stream().map(each -> String.valueOf(each.toJava())).toList();
      return Nearest.hint(text, known, "values");
    }
    return "a column's value is written as ${column}";
  }

  private static @Nullable Value value(String text, Primitive schema) {
    return switch (schema) {
      case STRING -> new Value.Text(text);
      case DATE, TIME, DATE_TIME, DURATION -> new Value.Text(text.strip());
      case BOOLEAN -> {
        String word = text.strip().toLowerCase(Locale.ROOT);
        yield word.equals("true") || word.equals("false")
            ? new Value.Bool(word.equals("true"))
            : null;
      }
      case INTEGER, LONG -> whole(text, schema == Primitive.INTEGER ? Integer.SIZE : Long.SIZE);
      case FLOAT, DOUBLE -> real(text, schema == Primitive.FLOAT);
    };
  }

  private static @Nullable Value whole(String text, int bits) {
    BigDecimal number = number(text);
    if (number == null) {
      return null;
    }
    boolean fits =
        number.stripTrailingZeros().scale() <= 0 && number.toBigInteger().bitLength() < bits;
    return fits ? Value.Num.of(number.longValueExact()) : null;
  }

  // Its own digits must come back
  private static @Nullable Value real(String text, boolean single) {
    BigDecimal number = number(text);
    double nearest =
        number == null ? Double.NaN : single ? number.floatValue() : number.doubleValue();
    if (number == null || Double.isInfinite(nearest)) {
      return null;
    }
    BigDecimal back =
        single ? new BigDecimal(Float.toString((float) nearest)) : BigDecimal.valueOf(nearest);
    return back.compareTo(number) == 0 ? new Value.Num(back) : null;
  }

  private static @Nullable BigDecimal number(String text) {
    String written = text.strip();
    try {
      BigDecimal number = written.length() > LONGEST_NUMBER ? null : new BigDecimal(written);
      return number == null || Math.abs((long) number.scale()) > LARGEST_SCALE ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
