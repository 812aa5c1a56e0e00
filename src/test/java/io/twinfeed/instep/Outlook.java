package io.twinfeed.instep;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of one twin or relationship in a run. */
final class Outlook {
  /** The states in which it may be afterwards; one, wherever the contract leaves no choice. */
  final Set<String> allowed = new TreeSet<>();

  /** What is asked of it; null if nothing is. */
  @Nullable String content;

  /** How it would be made if it were not there; null if it would not be made. */
  @Nullable String anew;

  /** Whether the run finds out what is there and makes it as asked. */
  boolean settles;

  /** The rows that feed it. */
  final Set<String> rows = new HashSet<>();

  boolean isGone;

  Outlook may(String state) {
    allowed.add(state);
    return this;
  }
}
