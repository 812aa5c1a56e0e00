package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Source;

/**
 * A source with a watermark has a key: of a row whose id changed, only the key says which twin to
 * retire (product.md §3).
 */
final class WatermarksHaveKeys implements SpecRule {
  @Override
  public String code() {
    return "SPEC-024";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Source source : subject.spec().sources().values()) {
      if (source.watermark() != null && source.key().isEmpty()) {
        issues.error(
            code(),
            source.watermark().column().place(),
            "the source %s has a watermark but no key".formatted(source.name()),
            "name the columns that identify a row for good under key");
      }
    }
  }
}
