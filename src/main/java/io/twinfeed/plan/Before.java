package io.twinfeed.plan;

import io.twinfeed.group.Desired;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is there where a patch would change something: by JSON pointer, and nothing where nothing
 * is.
 */
public final class Before {
  static final String MODEL = "/$metadata/$model";

  private Before() {}

  /** In a twin; the model is under {@code /$metadata/$model}. */
  public static SortedMap<String, Value> of(Desired desired, Patch patch, Twin live) {
    SortedMap<String, Value> before = new TreeMap<>();
    for (Patch.Op op : patch.ops()) {
      PropertyPath path = path(desired, op);
      Value value =
          op.pointer().equals(MODEL)
              ? new Value.Text(live.model())
              : path == null ? null : live.at(path);
      if (value != null) {
        before.put(op.pointer(), value);
      }
    }
    return before;
  }

  /** When the service took what is there, RFC 3339 by JSON pointer, as far as it says so. */
  static SortedMap<String, String> changedAt(Desired desired, Patch patch, Twin live) {
    SortedMap<String, String> times = new TreeMap<>();
    for (Patch.Op op : patch.ops()) {
      PropertyPath path = path(desired, op);
      if (path != null) {
        String component = path.component() == null ? "" : path.component() + "/";
        String time = live.changedAt().get(component + path.property());
        if (time != null) {
          times.put(op.pointer(), time);
        }
      }
    }
    return times;
  }

  private static @Nullable PropertyPath path(Desired desired, Patch.Op op) {
    return Stream.concat(desired.values().keySet().stream(), desired.absent().stream())
        .flatMap(path -> Stream.of(path, path.whole()))
        .filter(path -> path.pointer().equals(op.pointer()))
        .findFirst()
        .orElse(null);
  }

  /** In a relationship. */
  public static SortedMap<String, Value> of(Patch patch, Relationship live) {
    SortedMap<String, Value> before = new TreeMap<>();
    live.properties()
        .forEach(
            (name, value) -> {
              String pointer = PropertyPath.of(name).pointer();
              if (patch.ops().stream().anyMatch(op -> op.pointer().equals(pointer))) {
                before.put(pointer, value);
              }
            });
    return before;
  }
}
