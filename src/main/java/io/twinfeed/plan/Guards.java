package io.twinfeed.plan;

import io.twinfeed.flow.Tally;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Sync;
import io.twinfeed.spec.Sync.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a plan must keep, held against what it would do. Pure. A percentage is of what is
 * on record of the same kind, for rejects of the rows that were read.
 */
public final class Guards {
  private final Sync.Guards guards;
  private final Set<String> inPart;
  private final List<String> rescoped;

  /**
   * @param inPart sources of which a part is read: how few rows that are says nothing
   * @param rescoped sources of which the file asks for other rows than before, so that rows may be
   *     missing that nobody has deleted; empty if that is meant
   */
  public Guards(Sync.Guards guards, Set<String> inPart, List<String> rescoped) {
    this.guards = guards;
    this.inPart = inPart;
    this.rescoped = rescoped;
  }

  /**
   * @param planned all counts up to the plan
   * @throws TwinfeedException of kind GUARD, with every guard that is broken
   */
  public void check(Tally planned) {
    List<String> broken = broken(planned);
    if (!broken.isEmpty()) {
      throw new TwinfeedException(
          Kind.GUARD, "refused, and nothing was written: " + String.join("; ", broken), hint());
    }
  }

  /** What to do about guards that are broken. */
  public String hint() {
    return rescoped.isEmpty()
        ? "if that is meant, change sync.guards for this run; else look at the source"
        : "if that is meant, change sync.guards or say --accept-scope-change for this run; else look"
            + " at the source";
  }

  /** A sentence for each guard that is broken. */
  public List<String> broken(Tally planned) {
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
              if (rows < fewest && !inPart.contains(source)) {
                broken.add(
                    String.format(
                        Locale.ROOT,
                        "minRows: %s has %,d rows, and %,d are expected",
                        source,
                        rows,
                        fewest));
              }
            });
    long deletes =
        planned.of("planned.twins.deleted") + planned.of("planned.relationships.deleted");
    if (deletes > 0 && !rescoped.isEmpty()) {
      broken.add(
          String.format(
              Locale.ROOT,
              "the file asks for other rows of %s than in the last run, and %,d twins and"
                  + " relationships would be deleted",
              String.join(", ", rescoped),
              deletes));
    }
    return broken;
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
