package io.twinfeed.connector;

import java.util.Locale;

/** What a mutation that was carried out has done. */
public enum Effect {
  CREATED,
  /** What was there is changed. */
  PATCHED,
  /**
   * It was so already: what was to be made is there as it was wanted, or what was to go is gone.
   */
  UNCHANGED,
  DELETED;

  /** As it stands in the names of counters and in rows. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
