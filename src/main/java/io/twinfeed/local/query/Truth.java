package io.twinfeed.local.query;

/**
 * What a condition comes to. A property that is not there makes a comparison unknown, and neither
 * {@code p < 80} nor {@code NOT p < 80} finds a twin without {@code p}.
 */
enum Truth {
  YES,
  NO,
  UNKNOWN;

  static Truth of(boolean is) {
    return is ? YES : NO;
  }

  Truth not() {
    return this == UNKNOWN ? UNKNOWN : of(this == NO);
  }
}
