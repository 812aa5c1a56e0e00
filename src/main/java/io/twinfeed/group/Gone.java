package io.twinfeed.group;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is on record and no row says any more, so that a mirror takes it away.
 *
 * @param twin as it is to be without our values; null if it is not gone
 * @param links the ids of relationships that are gone
 */
public record Gone(@Nullable Desired twin, SortedSet<String> links) {
  public static final Gone NOTHING = new Gone(null, new TreeSet<>());

  public Gone {
    links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
  }

  boolean isNothing() {
    return twin == null && links.isEmpty();
  }
}
