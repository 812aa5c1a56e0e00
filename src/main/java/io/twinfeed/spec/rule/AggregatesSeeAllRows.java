package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Source;

/** No aggregate over a source with a watermark: it would see the changed rows only. */
final class AggregatesSeeAllRows implements SpecRule {
  @Override
  public String code() {
    return "SPEC-025";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Rule rule : subject.rules()) {
      Source source = subject.spec().sources().get(rule.from().text());
      if (source == null || source.watermark() == null) {
        continue;
      }
      for (PropertyRule property : rule.properties()) {
        if (property.feed() instanceof PropertyRule.Aggregate aggregate) {
          issues.error(
              code(),
              property.path().place(),
              "%s needs all rows, but the watermark of %s lets only changed rows through"
                  .formatted(
                      aggregate.function().name().toLowerCase(java.util.Locale.ROOT),
                      source.name()),
              "declare a second source without a watermark for it");
        }
      }
    }
  }
}
