package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way down into nested values. */
final class Paths {
  private Paths() {}

  /** Follows the member names of a path from a position on; null where it leads nowhere. */
  static @Nullable Value within(Value start, List<String> path, int from) {
    Value value = start;
    for (int i = from; i < path.size(); i++) {
      if (!(value instanceof Value.Struct struct)) {
        return null;
      }
      Value next = struct.members().get(path.get(i));
      if (next == null) {
        return null;
      }
      value = next;
    }
    return value;
  }
}
