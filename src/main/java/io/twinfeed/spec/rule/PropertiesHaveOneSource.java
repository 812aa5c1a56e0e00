package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import java.util.HashMap;
import java.util.Map;

/** Two rules that feed one property of the same twins say how to merge; else it is a warning. */
final class PropertiesHaveOneSource implements SpecRule {
  @Override
  public String code() {
    return "SPEC-037";
  }

  private record Fed(Text rule, PropertyRule property) {}

  @Override
  public void check(Subject subject, Issues issues) {
    Map<String, Fed> first = new HashMap<>();
    for (TwinRule rule : subject.spec().twins()) {
      for (PropertyRule property : rule.properties()) {
        String key = Subject.shape(rule.id()) + "\1" + property.path();
        Fed before = first.putIfAbsent(key, new Fed(rule.name(), property));
        if (before != null && before.property().merge() == null && property.merge() == null) {
          issues.warning(
              code(),
              property.path().place(),
              "the rule %s feeds %s of these twins, too".formatted(before.rule(), property.path()),
              "say with merge which value wins: a twin that gets two values is rejected");
        }
      }
    }
  }
}
