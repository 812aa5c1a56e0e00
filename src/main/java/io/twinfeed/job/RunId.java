package io.twinfeed.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names a run: by its start, to the millisecond, so that names sort by time. */
final class RunId {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z");

  private RunId() {}

  /** Whether a run may be called so. */
  static boolean isOne(String name) {
    return NAME.matcher(name).matches();
  }

  static String of(Instant start) {
    return FORMAT.format(start);
  }
}
