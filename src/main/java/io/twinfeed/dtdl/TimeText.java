package io.twinfeed.dtdl;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of time: dates and times of RFC 3339, which need seconds and an offset, and durations
 * of ISO 8601 (adt-service.md §3.3).
 */
final class TimeText {
  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile(
          "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?"
              + "([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");
  private static final Pattern DURATION =
      Pattern.compile(
          "-?P(?=.)(?:\\d+(?:\\.\\d+)?W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?"
              + "(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)");

  private TimeText() {}

  static boolean isDate(String text) {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    try {
      LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
      return true;
    } catch (DateTimeException e) {
      return false; // such as the 30th of February
    }
  }

  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  static boolean isDateTime(String text) {
    return text.length() > 11
        && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        && isDate(text.substring(0, 10))
        && isTime(text.substring(11));
  }

  static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
