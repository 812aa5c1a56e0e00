package io.twinfeed.dtdl.rule;

import io.twinfeed.issue.Issues;

/** A rule that needs to see all elements of all documents together. Stateless. */
interface SetRule {
  /** Stable, and no other rule's: {@code DTDL-060}. */
  String code();

  void check(ElementSet set, Issues issues);
}
