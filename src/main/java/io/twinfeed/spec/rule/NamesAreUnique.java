package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Text;
import java.util.HashMap;
import java.util.Map;

/** No two rules have one name, since plans and reports tell them apart by it. */
final class NamesAreUnique implements SpecRule {
  @Override
  public String code() {
    return "SPEC-023";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    Map<String, Text> first = new HashMap<>();
    for (Rule rule : subject.rules()) {
      Text name = rule.name();
      Text before = name.text().isEmpty() ? null : first.putIfAbsent(name.text(), name);
      if (before != null) {
        issues.error(
            code(),
            name.place(),
            "the name %s is taken by the rule in line %d".formatted(name, before.place().line()),
            rule instanceof RelationshipRule
                ? "give it another name, and the relationship's under relationship:"
                : "give it another name");
      }
    }
  }
}
