package io.twinfeed.spec.yaml;

import io.twinfeed.spec.ParameterType;
import org.jspecify.annotations.Nullable;

/** Parameters as they are written in the file or on the command line. */
public final class ParameterValues {
  private ParameterValues() {}

  /**
   * @return a String, Long, Double or Boolean; null if the text does not fit the type
   */
  public static @Nullable Object parse(String text, ParameterType type) {
    try {
      return switch (type) {
        case STRING -> text;
        case INT -> Long.valueOf(text);
        case DOUBLE -> finite(Double.parseDouble(text));
        case BOOL -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? false : null;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What a value of the type looks like, for messages. */
  public static String expected(ParameterType type) {
    return switch (type) {
      case STRING -> "text";
      case INT -> "a whole number";
      case DOUBLE -> "a number";
      case BOOL -> "true or false";
    };
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
