package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;

/**
 * One thing that must hold of a pipeline file. Stateless. It stays silent where what it builds upon
 * is wrong, since another rule says that.
 */
interface SpecRule {
  /** Stable; that of the issues that it reports, save those of the expressions themselves. */
  String code();

  void check(Subject subject, Issues issues);
}
