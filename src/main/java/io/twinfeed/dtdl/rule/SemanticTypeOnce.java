package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.issue.Issues;
import java.util.List;

/** An element has one semantic type at most (dtdl-rules.md §5). */
final class SemanticTypeOnce implements ElementRule {
  @Override
  public String code() {
    return "DTDL-033";
  }

  @Override
  public void check(Element element, Issues issues) {
    List<String> semantic = Cotypes.semantic(element).stream().distinct().toList();
    if (semantic.size() > 1) {
      issues.error(
          code(),
          element.place(),
          "%s has several semantic types: %s"
              .formatted(element.title(), String.join(", ", semantic)),
          "keep one of them");
    }
  }
}
