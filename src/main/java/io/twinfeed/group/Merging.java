package io.twinfeed.group;

import io.twinfeed.spec.PropertyRule.Merge;
import io.twinfeed.twin.Value;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides between several values for one property. A null never contradicts a value. */
final class Merging {
  private Merging() {}

  /**
   * One candidate.
   *
   * @param rule the rule that it comes from
   * @param by what orders it, where the merge says so
   */
  record Candidate(
      String rule, String row, @Nullable Value value, @Nullable Object by, @Nullable Merge merge) {}

  /**
   * The value; null if all candidates are null.
   *
   * @param what names the property and the twin, for the message
   * @param sensitive whether the message must not show values
   */
  static @Nullable Value one(String what, List<Candidate> candidates, boolean sensitive)
      throws Contradiction {
    Merge merge =
        candidates.stream().map(Candidate::merge).filter(m -> m != null).findFirst().orElse(null);
    if (merge != null) {
      return merged(merge, candidates);
    }
    Candidate first = null;
    for (Candidate next : candidates) {
      if (next.value() == null) {
        continue;
      }
      if (first != null && !next.value().equals(first.value())) {
        throw new Contradiction(
            "TWIN-CONFLICT",
            "%s: %s says %s, and %s says %s"
                .formatted(
                    what, who(first), shown(first, sensitive), who(next), shown(next, sensitive)),
            "say with merge: which one counts, or feed the property from one place");
      }
      first = first == null ? next : first;
    }
    return first == null ? null : first.value();
  }

  private static @Nullable Value merged(Merge merge, List<Candidate> candidates) {
    Comparator<Candidate> byOrder =
        Comparator.comparing(Candidate::by, Order.NULLS_FIRST)
            .thenComparing(Candidate::rule)
            .thenComparing(Candidate::row);
    Comparator<Candidate> byOrderNullsLast =
        Comparator.comparing(Candidate::by, Order.NULLS_LAST)
            .thenComparing(Candidate::rule)
            .thenComparing(Candidate::row);
    Comparator<Candidate> byValue =
        Comparator.comparing(Merging::comparable, Order.NULLS_FIRST)
            .thenComparing(Candidate::rule)
            .thenComparing(Candidate::row);
    var given = candidates.stream().filter(candidate -> candidate.value() != null);
    return (switch (merge.winner()) {
          case FIRST -> given.min(byOrderNullsLast);
          case LAST -> given.max(byOrder);
          case MIN -> given.min(byValue);
          case MAX -> given.max(byValue);
          case PREFER ->
              given.min(
                  Comparator.comparingInt((Candidate c) -> rank(merge, c.rule()))
                      .thenComparing(Candidate::rule)
                      .thenComparing(Candidate::row));
        })
        .map(Candidate::value)
        .orElse(null);
  }

  private static int rank(Merge merge, String rule) {
    int rank = merge.prefer().indexOf(rule);
    return rank < 0 ? merge.prefer().size() : rank;
  }

  private static @Nullable Object comparable(Candidate candidate) {
    Value value = candidate.value();
    if (value instanceof Value.Num num) {
      return num.number();
    }
    return value == null ? null : value.toJava();
  }

  private static String who(Candidate candidate) {
    return "rule '%s'%s"
        .formatted(
            candidate.rule(), candidate.row().isEmpty() ? "" : " (row " + candidate.row() + ")");
  }

  private static String shown(Candidate candidate, boolean sensitive) {
    if (sensitive) {
      return "(sensitive)";
    }
    Value value = candidate.value();
    String text = value == null ? "nothing" : String.valueOf(value.toJava());
    return text.length() > 60 ? text.substring(0, 57) + "…" : text;
  }
}
