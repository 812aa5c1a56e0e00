package io.twinfeed.local.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The service's three ways to write a time (adt-service.md §1.2, §1.7, §3.1). */
public final class Times {
  private static final DateTimeFormatter UPLOAD = shortest("+00:00");
  private static final DateTimeFormatter JOB = shortest("Z");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** Times of twins: always seven digits of a second, and {@code Z}. */
  public static String ofTwin(Instant time) {
    StringBuilder text = new StringBuilder(28);
    SECONDS.formatTo(time, text);
    int tenMillionths = time.get(ChronoField.NANO_OF_SECOND) / 100;
    for (int digit = 1_000_000; digit > 0; digit /= 10) {
      text.append((char) ('0' + tenMillionths / digit % 10));
    }
    return text.append('Z').toString();
  }

  /** Upload times of models: up to seven digits, trailing zeros cut, and {@code +00:00}. */
  public static String ofUpload(Instant time) {
    return UPLOAD.format(time);
  }

  /** Times of jobs: up to seven digits, trailing zeros cut, and {@code Z}. */
  public static String ofJob(Instant time) {
    return JOB.format(time);
  }

  /** Whether a text is a date and time with an offset, by RFC 3339. */
  public static boolean isDateTime(String text) {
    try {
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static DateTimeFormatter shortest(String offset) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
        .appendLiteral(offset)
        .toFormatter(Locale.ROOT)
        .withZone(ZoneOffset.UTC);
  }
}
