package io.twinfeed.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table of results.
 *
 * @param work what was done
 * @param yardstick what it is held against
 * @param ratio of the work to its yardstick; more is better
 * @param atLeast what the ratio has to be; null where nothing is promised
 * @param figures by name, with units in the names
 */
record Row(
    String id,
    String work,
    String yardstick,
    double ratio,
    @Nullable Double atLeast,
    Map<String, Double> figures) {
  Row {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  boolean isShort() {
    return atLeast != null && ratio < atLeast;
  }
}
