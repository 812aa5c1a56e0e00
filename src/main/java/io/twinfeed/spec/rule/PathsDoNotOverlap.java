package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.Rule;

/** A rule does not feed an object as a whole and a field of it, too. */
final class PathsDoNotOverlap implements SpecRule {
  @Override
  public String code() {
    return "SPEC-036";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Rule rule : subject.rules()) {
      for (PropertyRule part : rule.properties()) {
        for (PropertyRule whole : rule.properties()) {
          if (part.path().text().startsWith(whole.path().text() + ".")) {
            issues.error(
                code(),
                part.path().place(),
                "%s is a part of %s, which the rule feeds as a whole"
                    .formatted(part.path(), whole.path()),
                "feed the whole or its parts");
          }
        }
      }
    }
  }
}
