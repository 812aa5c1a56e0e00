package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Text;
import java.util.Set;

/** A rule reads from a source of the file. */
final class SourcesExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-021";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    Set<String> known = subject.spec().sources().keySet();
    for (Rule rule : subject.rules()) {
      Text from = rule.from();
      if (!from.text().isEmpty() && !known.contains(from.text())) {
        issues.error(
            code(),
            from.place(),
            "there is no source " + from,
            Nearest.hint(from.text(), known, "sources"));
      }
    }
  }
}
