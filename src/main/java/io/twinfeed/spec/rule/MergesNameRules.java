package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.Rule;
import java.util.List;
import java.util.Objects;

/** The rules that a merge prefers are rules of the file. */
final class MergesNameRules implements SpecRule {
  @Override
  public String code() {
    return "SPEC-040";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    List<String> known =
        subject.rules().stream().map(rule -> rule.name().text()).filter(n -> !n.isEmpty()).toList();
    subject.rules().stream()
        .map(Rule::properties)
        .flatMap(List::stream)
        .filter(property -> property.merge() != null)
        .forEach(property -> check(property, known, issues));
  }

  private void check(PropertyRule property, List<String> known, Issues issues) {
    for (String name : Objects.requireNonNull(property.merge()).prefer()) {
      if (!known.contains(name)) {
        issues.error(
            code(),
            property.path().place(),
            "the merge of %s prefers %s, which is no rule".formatted(property.path(), name),
            Nearest.hint(name, known, "rules"));
      }
    }
  }
}
