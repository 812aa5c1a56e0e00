package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;

/** A rule that looks at one element and those it holds. Stateless. */
interface ElementRule {
  /** Stable, and no other rule's: {@code DTDL-040}. */
  String code();

  void check(Element element, Issues issues);
}
