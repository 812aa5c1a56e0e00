package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Template;
import io.twinfeed.twin.SafeId;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text around the values of an id may stand in an id: else every row would be rejected. */
final class IdsCanBeSafe implements SpecRule {
  @Override
  public String code() {
    return "SPEC-043";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    subject.spec().twins().forEach(rule -> check("id", rule.id(), issues));
    subject
        .spec()
        .relationships()
        .forEach(
            rule -> {
              check("source", rule.source(), issues);
              check("target", rule.target(), issues);
            });
  }

  private void check(String what, Template id, Issues issues) {
    problem(id)
        .ifPresent(
            problem ->
                issues.error(
                    code(),
                    id.place(),
                    "the text of this %s %s".formatted(what, problem),
                    text(id).contains("$") || text(id).contains("{")
                        ? "a value is written as ${column}"
                        : "choose another text; ${id(column)} escapes what a column holds"));
  }

  /** What is wrong with the text of an id; empty if nothing is. */
  static Optional<String> problem(Template id) {
    String text = text(id);
    return text.isEmpty() ? Optional.empty() : SafeId.problem(text);
  }

  private static String text(Template id) {
    return id.parts().stream()
        .filter(Template.Literal.class::isInstance)
        .map(part -> ((Template.Literal) part).text())
        .collect(Collectors.joining());
  }
}
