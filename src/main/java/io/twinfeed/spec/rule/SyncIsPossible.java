package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Sync;

/** What the sync section asks for goes with the rest of the file (product.md §3). */
final class SyncIsPossible implements SpecRule {
  @Override
  public String code() {
    return "SPEC-041";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    Sync sync = subject.spec().sync();
    for (RelationshipRule rule : subject.spec().relationships()) {
      if (rule.exclusive() == Exclusive.ALL && sync.compare() != Sync.Compare.LIVE) {
        issues.error(
            code(),
            rule.name().place(),
            "exclusive: all needs compare: live, to see the relationships of others",
            "set sync.compare to live, or exclusive to true");
      }
    }
    if (sync.mode() == Sync.Mode.MIRROR && sync.fullEvery() == null) {
      for (Source source : subject.spec().sources().values()) {
        if (source.watermark() != null) {
          issues.warning(
              code(),
              source.watermark().column().place(),
              "a row that vanishes is noticed in full reads only, and nothing asks for one",
              "set sync.fullEvery, such as 1d");
        }
      }
    }
  }
}
