package io.twinfeed.group;

import io.twinfeed.twin.PropertyPath;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is on record and no row says any more, so that a mirror takes it away.
 *
 * @param twin as it is to be without our values; null if it is not gone
 * @param links the ids of relationships that are gone
 * @param moved whether it is made again under another id, so that nothing is lost
 * @param released what is ours no more of a twin that is not gone: somebody else's, to which only
 *     contributors add from now on
 */
public record Gone(
    @Nullable Desired twin,
    SortedSet<String> links,
    boolean moved,
    SortedSet<PropertyPath> released) {
  public static final Gone NOTHING = new Gone(null, new TreeSet<>());

  public Gone(@Nullable Desired twin, SortedSet<String> links) {
    this(twin, links, false, new TreeSet<>());
  }

  public Gone {
    released = Collections.unmodifiableSortedSet(new TreeSet<>(released));
    links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
  }

  boolean isNothing() {
    return twin == null && links.isEmpty() && released.isEmpty();
  }
}
