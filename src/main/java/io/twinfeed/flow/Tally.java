package io.twinfeed.flow;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts by dotted name, such as {@code sources.machines.rows} or {@code twins.created}. They
 * travel as data: Beam's counters are doubled by a restarted task and can't be read after a
 * detached job.
 */
public record Tally(SortedMap<String, Long> counts) implements Serializable {

  public Tally {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Adds up counts on one thread, and hands them out as one element. */
  public static final class Counter {
    private final Map<String, Long> counts = new HashMap<>();

    public void add(String name, long count) {
      if (count != 0) {
        counts.merge(name, count, Long::sum);
      }
    }

    public void add(Tally tally) {
      tally.counts().forEach(this::add);
    }

    /** Requests by HTTP status, 0 for no answer, and what became of them. */
    public void calls(
        Map<Integer, Long> byStatus, long retries, long throttledMillis, long pacedMillis) {
      byStatus.forEach(
          (status, count) -> {
            add("calls.total", count);
            add("calls.byStatus." + status, count);
          });
      add("calls.retries", retries);
      add("calls.throttledMillis", throttledMillis);
      add("calls.pacedMillis", pacedMillis);
    }

    public boolean isEmpty() {
      return counts.isEmpty();
    }

    /** What was counted since the last call. */
    public Tally take() {
      Tally taken = new Tally(new TreeMap<>(counts));
      counts.clear();
      return taken;
    }
  }

  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** The greater count of both, under each name. */
  public Tally orMore(Tally other) {
    TreeMap<String, Long> more = new TreeMap<>(counts);
    other.counts().forEach((name, count) -> more.merge(name, count, Math::max));
    return new Tally(more);
  }
}
