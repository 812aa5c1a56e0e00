package io.twinfeed.twin;

import java.util.Optional;

/**
 * What Twinfeed allows as the id of a twin. The service publishes no rule; these characters are
 * seen to work in paths and queries, and a slash is known to break a read back (adt-service.md
 * §2.6).
 */
public final class SafeId {
  /** The longest id, in characters. */
  public static final int LONGEST = 128;

  private static final String MARKS = "._~:-";

  private SafeId() {}

  /** Says what is wrong with an id, in words that complete "the id …"; empty if nothing is. */
  public static Optional<String> problem(String id) {
    if (id.isEmpty()) {
      return Optional.of("is empty");
    }
    if (id.length() > LONGEST) {
      return Optional.of("has " + id.length() + " characters; at most " + LONGEST + " are allowed");
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isSafe(id.charAt(i))) {
        return Optional.of(unsafe(id.codePointAt(i)));
      }
    }
    return Optional.empty();
  }

  private static boolean isSafe(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  private static String unsafe(int found) {
    return "contains %s (U+%04X); allowed are letters and digits of ASCII and . _ ~ : -"
        .formatted(
            Character.isISOControl(found)
                ? "a control character"
                : "'" + Character.toString(found) + "'",
            found);
  }
}
