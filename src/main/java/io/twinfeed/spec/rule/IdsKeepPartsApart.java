package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;

/**
 * Two bare placeholders in an id can collide: {@code a-b}, {@code c} and {@code a}, {@code b-c}.
 */
final class IdsKeepPartsApart implements SpecRule {
  @Override
  public String code() {
    return "SPEC-039";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (TwinRule rule : subject.spec().twins()) {
      long values =
          rule.id().parts().stream().filter(Template.Expression.class::isInstance).count();
      if (values > 1) {
        issues.warning(
            code(),
            rule.id().place(),
            "two rows can get one id, since where one value ends and the next begins is open",
            "write ${id(a, b)}, which keeps them apart whatever they hold");
      }
    }
  }
}
