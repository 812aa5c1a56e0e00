package io.twinfeed.group;

import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the sources say of a twin's own values. Only these are ours to write.
 *
 * @param rule the rule that names the twin in reports
 * @param model the DTMI that the twin is to have
 * @param creates whether a rule says that the twin exists; else it is only fed if it is there
 * @param values by path; a path may go into an object or a map
 * @param absent the paths that are to have no value
 * @param sourceTimes RFC 3339 text by {@code property} or {@code component/property}
 */
public record Desired(
    TwinId id,
    String rule,
    String model,
    boolean creates,
    SortedMap<PropertyPath, Value> values,
    SortedSet<PropertyPath> absent,
    SortedMap<String, String> sourceTimes) {

  public Desired {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    absent = Collections.unmodifiableSortedSet(new TreeSet<>(absent));
    sourceTimes = Collections.unmodifiableSortedMap(new TreeMap<>(sourceTimes));
  }

  /** A relationship that is to be. */
  public record Link(
      TwinId source,
      String rule,
      String name,
      String id,
      TwinId target,
      Map<String, Value> values,
      SortedSet<String> absent) {
    public Link {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
      absent = Collections.unmodifiableSortedSet(new TreeSet<>(absent));
    }
  }
}
