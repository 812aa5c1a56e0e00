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
 * @param ratio of the work to its yardstick
 * @param atLeast what the ratio has to reach; null where that is not promised
 * @param atMost what the ratio must not pass; null where that is not promised
 * @param figures by name, with units in the names
 */
record Row(
    String id,
    String work,
    String yardstick,
    double ratio,
    @Nullable Double atLeast,
    @Nullable Double atMost,
    Map<String, Double> figures) {
  Row {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** A row where more is better. */
  static Row atLeast(
      String id,
      String work,
      String yardstick,
      double ratio,
      @Nullable Double least,
      Map<String, Double> figures) {
    return new Row(id, work, yardstick, ratio, least, null, figures);
  }

  /** A row where less is better. */
  static Row atMost(
      String id,
      String work,
      String yardstick,
      double ratio,
      @Nullable Double most,
      Map<String, Double> figures) {
    return new Row(id, work, yardstick, ratio, null, most, figures);
  }

  boolean isShort() {
    return (atLeast != null && ratio < atLeast) || (atMost != null && ratio > atMost);
  }
}
