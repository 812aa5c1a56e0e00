package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.RuleChoice;
import java.util.List;
import java.util.stream.Stream;

/** What has to be so for a run of some rules and not of all. */
final class Chosen {
  private Chosen() {}

  /**
   * @throws TwinfeedException of kind USAGE if the file has no such rule
   */
  static void requireRules(RuleChoice choice, PipelineSpec spec) {
    List<String> known =
        Stream.<Rule>concat(spec.twins().stream(), spec.relationships().stream())
            .map(rule -> rule.name().text())
            .toList();
    List<String> unknown = choice.names().stream().filter(each -> !known.contains(each)).toList();
    if (!unknown.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "%s has no rule %s".formatted(spec.file(), String.join(", ", unknown)),
          Nearest.hint(unknown.get(0), known, "rules"));
    }
  }

  /**
   * What is in doubt, only all rules together can settle.
   *
   * @throws TwinfeedException of kind GUARD if what is on record can't be believed
   */
  static void require(RuleChoice choice, State.Begun begun) {
    if (!choice.isAll() && begun.isShaken()) {
      throw new TwinfeedException(
          Kind.GUARD,
          "refused, and nothing was written: an earlier run did not come to its end, or the graph is"
              + " no longer what it has left, and only all rules together can settle that",
          "run once without --only");
    }
  }

  static void tell(RuleChoice choice, List<String> warnings) {
    if (!choice.isAll()) {
      warnings.add(
          "only %s: nothing was deleted, and the next run of all rules reads again what has changed"
              .formatted(String.join(", ", choice.names())));
    }
  }
}
