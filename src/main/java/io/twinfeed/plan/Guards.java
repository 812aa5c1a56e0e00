package io.twinfeed.plan;

import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Sync;
import io.twinfeed.spec.Sync.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a plan must keep, held against what it would do. Pure. A percentage is of what is
 * on record of the same kind, for rejects of the rows that were read.
 */
public final class Guards {
  private final Sync.Guards guards;

  public Guards(Sync.Guards guards) {
    this.guards = guards;
  }

  /**
   * @param planned all counts up to the plan
   * @throws TwinfeedException of kind GUARD, with every guard that is broken
   */
  public void check(Tally planned) {
    List<String> broken = new ArrayList<>();
    for (String kind : List.of("twins", "relationships")) {
      check(
          "maxDeletes",
          guards.maxDeletes(),
          planned.of("planned." + kind + ".deleted"),
          planned.of("known." + kind),
          "%,d of %,d " + kind + " would be deleted",
          broken);
    }
    check(
        "maxRemovals",
        guards.maxRemovals(),
        planned.of("planned.removals"),
        planned.of("known.twins"),
        "%,d values would be removed, with %,d twins on record",
        broken);
    check(
        "maxRejects",
        guards.maxRejects(),
        sum(planned, ".rejected"),
        sum(planned, ".rows"),
        "%,d of %,d rows were rejected",
        broken);
    guards
        .minRows()
        .forEach(
            (source, fewest) -> {
              long rows = planned.of("sources." + source + ".rows");
              if (rows < fewest) {
                broken.add(
                    String.format(
                        Locale.ROOT,
                        "minRows: %s has %,d rows, and %,d are expected",
                        source,
                        rows,
                        fewest));
              }
            });
    if (!broken.isEmpty()) {
      throw new TwinfeedException(
          Kind.GUARD,
          "refused, and nothing was written: " + String.join("; ", broken),
          "if that is meant, change sync.guards for this run; else look at the source");
    }
  }

  private static void check(
      String name,
      @Nullable Limit limit,
      long count,
      long of,
      String sentence,
      List<String> broken) {
    if (limit == null) {
      return;
    }
    boolean isBroken =
        limit.percent() == null
            ? count > limit.atLeast()
            : count > limit.atLeast() && count * 100.0 > limit.percent() * of;
    if (isBroken) {
      broken.add(name + ": " + String.format(Locale.ROOT, sentence, count, of));
    }
  }

  private static long sum(Tally tally, String end) {
    return tally.counts().entrySet().stream()
        .filter(each -> each.getKey().startsWith("sources.") && each.getKey().endsWith(end))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }
}
