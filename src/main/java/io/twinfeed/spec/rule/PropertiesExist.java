package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;

/** The model has the properties that the rules feed. */
final class PropertiesExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-035";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Bindings.Bound bound : Bindings.of(subject)) {
      if (bound.target() instanceof PropertyTargets.Unknown unknown) {
        issues.error(code(), bound.property().path().place(), unknown.problem(), unknown.hint());
      }
    }
  }
}
