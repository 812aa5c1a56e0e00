package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.SchemaWords;
import io.twinfeed.issue.Issues;
import java.util.List;
import java.util.Set;

/** The value of an element with a semantic type is a number (dtdl-rules.md §5). */
final class SemanticSchemas implements ElementRule {
  private static final Set<String> NUMBERS = Set.of("double", "float", "integer", "long");

  @Override
  public String code() {
    return "DTDL-035";
  }

  @Override
  public void check(Element element, Issues issues) {
    List<String> semantic = Cotypes.semantic(element);
    Element.Slot schema = element.slot("schema");
    if (semantic.isEmpty() || schema == null) {
      return;
    }
    boolean numbers =
        schema.elements().isEmpty()
            && schema.references().stream()
                .map(Json.Text::text)
                .allMatch(each -> NUMBERS.contains(SchemaWords.term(each, element.version())));
    if (!numbers) {
      issues.error(
          code(),
          schema.value().place(),
          "%s is a %s, but its schema is not a number".formatted(element.title(), semantic.get(0)),
          "write double, float, integer or long");
    }
  }
}
