package io.twinfeed.spec.yaml;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 5m}, {@code 1d12h}. */
public final class Durations {
  /** What they look like, for messages. */
  public static final String EXPECTED = "a duration such as 30s, 5m, 1h or 1d";

  private static final Pattern DURATION = Pattern.compile("(\\d+(ms|s|m|h|d|w))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");

  private Durations() {}

  /** Null for what is no duration, or none that anybody means. */
  public static @Nullable Duration parse(String value) {
    if (!DURATION.matcher(value).matches()) {
      return null;
    }
    Duration sum = Duration.ZERO;
    Matcher part = DURATION_PART.matcher(value);
    try {
      while (part.find()) {
        long number = Long.parseLong(part.group(1));
        sum =
            sum.plus(
                switch (part.group(2)) {
                  case "ms" -> Duration.ofMillis(number);
                  case "s" -> Duration.ofSeconds(number);
                  case "m" -> Duration.ofMinutes(number);
                  case "h" -> Duration.ofHours(number);
                  case "d" -> Duration.ofDays(number);
                  default -> Duration.ofDays(Math.multiplyExact(7L, number));
                });
      }
      return sum;
    } catch (NumberFormatException | ArithmeticException e) {
      // Too many digits: no duration that anybody means
      return null;
    }
  }
}
