package io.twinfeed.plan;

import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the graph holds of a draft's twin.
 *
 * @param twin null if there is none
 * @param links its outgoing relationships that the draft speaks of, by id
 */
record Live(@Nullable Twin twin, Map<String, Relationship> links) {
  Live {
    links = Map.copyOf(links);
  }

  static Live absent() {
    return new Live(null, Map.of());
  }

  List<Relationship> named(String name) {
    return links.values().stream()
        .filter(link -> link.name().equals(name))
        .sorted(java.util.Comparator.comparing(Relationship::id))
        .toList();
  }
}
