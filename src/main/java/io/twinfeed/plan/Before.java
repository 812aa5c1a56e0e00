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
      Value value =
          op.pointer().equals(MODEL)
              ? new Value.Text(live.model())
              : Stream.concat(desired.values().keySet().stream(), desired.absent().stream())
                  .flatMap(path -> Stream.of(path, path.whole()))
                  .filter(path -> path.pointer().equals(op.pointer()))
                  .findFirst()
                  .map(live::at)
                  .orElse(null);
      if (value != null) {
        before.put(op.pointer(), value);
      }
    }
    return before;
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
