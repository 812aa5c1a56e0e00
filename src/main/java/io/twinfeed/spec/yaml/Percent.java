package io.twinfeed.spec.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A percentage as it is written: {@code 80%} or {@code 0.5%}. */
final class Percent {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?%");

  private Percent() {}

  /** From 0 to 100; null for anything else. */
  static @Nullable Double parse(String text) {
    Matcher percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      return null;
    }
    double value = Double.parseDouble(percent.group(1));
    return value <= 100 ? value : null;
  }
}
