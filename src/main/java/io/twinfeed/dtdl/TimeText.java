package io.twinfeed.dtdl;

import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * The texts of time: dates and times of RFC 3339, which need seconds and an offset, and durations
 * of ISO 8601 (adt-service.md §3.3).
 */
final class TimeText {
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
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(year, month).lengthOfMonth();
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

  // Digits of ASCII only; -1 if there are others
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
