package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.TwinRule;
import java.util.List;
import java.util.Objects;

/** The twins that a relationship leads to are of the model that it asks for. */
final class TargetsFit implements SpecRule {
  @Override
  public String code() {
    return "SPEC-034";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    ModelSet models = subject.models();
    if (models == null) {
      return;
    }
    for (RelationshipRule rule : subject.spec().relationships()) {
      List<String> wanted =
          RelationshipsExist.declared(rule, subject).stream()
              .map(Content.Relationship::target)
              .toList();
      List<String> found =
          subject.rulesFor(rule.target()).stream()
              .map(TwinRule::model)
              .map(Objects::toString)
              .filter(model -> models.find(model).isPresent())
              .distinct()
              .toList();
      boolean fits =
          found.isEmpty()
              || wanted.isEmpty()
              || found.stream()
                  .anyMatch(
                      model ->
                          wanted.stream()
                              .anyMatch(want -> want == null || models.isOf(model, want)));
      if (!fits) {
        issues.error(
            code(),
            rule.target().place(),
            "the relationship %s leads to twins of %s, but these are of %s"
                .formatted(rule.relationship(), wanted.get(0), String.join(" and ", found)),
            hint(wanted, subject, models));
      }
    }
  }

  private static String hint(List<String> wanted, Subject subject, ModelSet models) {
    return subject.spec().twins().stream()
        .filter(rule -> models.find(rule.model().text()).isPresent())
        .filter(rule -> wanted.stream().anyMatch(each -> models.isOf(rule.model().text(), each)))
        .map(rule -> "ids of such twins look like " + rule.id().source())
        .findFirst()
        .orElse("");
  }
}
