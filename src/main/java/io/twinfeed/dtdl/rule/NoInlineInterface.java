package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.ElementClass;
import io.twinfeed.issue.Issues;

/** The service takes interfaces at the top level only (adt-service.md §3.4). */
final class NoInlineInterface implements ElementRule {
  @Override
  public String code() {
    return "DTDL-080";
  }

  @Override
  public void check(Element element, Issues issues) {
    if (element.is(ElementClass.INTERFACE) && element.parent() != null) {
      issues.error(
          code(),
          element.place(),
          "the interface %s is written inside of %s"
              .formatted(element.id(), element.parent().title()),
          "Azure Digital Twins wants it at the top level; name it by its DTMI here");
    }
  }
}
