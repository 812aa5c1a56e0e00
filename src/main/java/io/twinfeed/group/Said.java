package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of this run say of a twin and of the relationships that start at it, as it goes on
 * record.
 *
 * @param twin by rule; empty if nothing is said of the twin itself
 * @param links by rule, by relationship id
 */
public record Said(List<Part> twin, SortedMap<String, List<Part>> links) {
  public Said {
    twin = List.copyOf(twin);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** Whether it is what is on record, and nothing of that is in doubt. */
  static boolean isRecorded(List<Part> said, @Nullable Known recorded) {
    if (recorded == null
        || !recorded.standing().isCertain()
        || recorded.parts().size() != said.size()) {
      return false;
    }
    for (int i = 0; i < said.size(); i++) {
      if (!said.get(i).saysTheSame(recorded.parts().get(i))) {
        return false;
      }
    }
    return true;
  }
}
