package io.twinfeed.job;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a run comes near the end of its memory: the Direct runner keeps all data there, and
 * is slow before it fails. What counts is what is left after a collection; what was not collected
 * yet says nothing.
 */
final class Memory {
  private static final double FULL = 0.8;
  private static final String CURE =
      "give it more with TWINFEED_JAVA_OPTS=-Xmx…g, or take --runner-config"
          + " runner-configs/flink-embedded.yaml, which goes to disk";

  private final @Nullable MemoryPoolMXBean pool;
  private final long most;
  private final long before;

  private Memory(@Nullable MemoryPoolMXBean pool, long most) {
    this.pool = pool;
    this.most = most;
    this.before = pool == null ? 0 : pool.getCollectionUsageThresholdCount();
  }

  /** Begins to look, at the pool that long-lived objects go to. */
  static Memory watch() {
    MemoryPoolMXBean largest = null;
    long most = 0;
    for (MemoryPoolMXBean each : ManagementFactory.getMemoryPoolMXBeans()) {
      if (each.getType() == MemoryType.HEAP
          && each.isCollectionUsageThresholdSupported()
          && each.getUsage().getMax() > most) {
        largest = each;
        most = each.getUsage().getMax();
      }
    }
    if (largest != null) {
      largest.setCollectionUsageThreshold((long) (most * FULL));
    }
    return new Memory(largest, most);
  }

  /** What a person should know of the run. */
  List<String> warnings(RunnerConfig runner) {
    boolean full = pool != null && pool.getCollectionUsageThresholdCount() > before;
    return full && runner.isDirect()
        ? List.of(
            String.format(
                Locale.ROOT,
                "memory was more than %.0f %% full (%,d MiB): the Direct runner keeps all data in"
                    + " it; %s",
                FULL * 100,
                most >> 20,
                CURE))
        : List.of();
  }

  /** For a run that has ended for want of it. */
  static String cure() {
    return CURE;
  }
}
