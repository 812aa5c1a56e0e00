package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Sync;
import io.twinfeed.spec.TwinRule;
import java.util.List;

/**
 * A rule that creates no twins adds to those of another rule, so one has ids that look alike. In
 * mode {@code update} the twins may be anybody's.
 */
final class ContributorsFindTheirTwins implements SpecRule {
  @Override
  public String code() {
    return "SPEC-032";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    if (subject.spec().sync().mode() == Sync.Mode.UPDATE) {
      return;
    }
    // An id that could not be read may be the one
    boolean known =
        subject.spec().twins().stream()
            .map(TwinRule::id)
            .noneMatch(id -> id.source().isEmpty() || IdsCanBeSafe.problem(id).isPresent());
    for (TwinRule rule : known ? subject.spec().twins() : List.<TwinRule>of()) {
      if (rule.creates()) {
        continue;
      }
      List<TwinRule> creating =
          subject.rulesFor(rule.id()).stream().filter(TwinRule::creates).toList();
      if (creating.isEmpty()) {
        issues.error(
            code(),
            rule.id().place(),
            "the rule %s creates no twins, and no other rule creates any with ids like %s"
                .formatted(rule.name(), rule.id().source()),
            "write the id as the creating rule does, or creates: true");
      } else if (creating.stream().noneMatch(other -> alike(rule, other, subject))) {
        issues.error(
            code(),
            rule.model().place(),
            "the twins with ids like %s are of the model %s"
                .formatted(rule.id().source(), creating.get(0).model()),
            "give this rule their model");
      }
    }
  }

  private static boolean alike(TwinRule rule, TwinRule other, Subject subject) {
    String model = rule.model().text();
    return model.isEmpty()
        || other.model().text().isEmpty()
        || model.equals(other.model().text())
        || subject.model(model).isEmpty()
        || subject.model(other.model().text()).isEmpty()
        || (subject.models() != null && subject.models().isOf(other.model().text(), model));
  }
}
