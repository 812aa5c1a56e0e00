package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.RelationshipRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The models of the source twins have the relationship. Which these are is seen by the ids: those
 * of the rules whose ids look alike, else any model may be meant.
 */
final class RelationshipsExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-033";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    ModelSet models = subject.models();
    if (models == null) {
      return;
    }
    for (RelationshipRule rule : subject.spec().relationships()) {
      List<Interface> possible = sourceModels(rule, subject, models);
      String name = rule.relationship().text();
      if (name.isEmpty() || possible.isEmpty() || !found(rule, possible).isEmpty()) {
        continue;
      }
      TreeSet<String> known = new TreeSet<>();
      possible.forEach(
          model ->
              model.contents().values().stream()
                  .filter(Content.Relationship.class::isInstance)
                  .forEach(each -> known.add(each.name())));
      issues.error(
          code(),
          rule.relationship().place(),
          possible.size() == 1
              ? "the model %s has no relationship %s".formatted(possible.get(0).id(), name)
              : "no model of the source twins has a relationship " + name,
          Nearest.hint(name, known, "relationships"));
    }
  }

  /** What the relationship can be, over the models that its source twins can be of. */
  static List<Content.Relationship> declared(RelationshipRule rule, Subject subject) {
    ModelSet models = subject.models();
    return models == null ? List.of() : found(rule, sourceModels(rule, subject, models));
  }

  private static List<Content.Relationship> found(RelationshipRule rule, List<Interface> models) {
    List<Content.Relationship> found = new ArrayList<>();
    for (Interface model : models) {
      if (model.contents().get(rule.relationship().text())
          instanceof Content.Relationship relationship) {
        found.add(relationship);
      }
    }
    return found;
  }

  private static List<Interface> sourceModels(
      RelationshipRule rule, Subject subject, ModelSet models) {
    List<Interface> possible =
        subject.rulesFor(rule.source()).stream()
            .flatMap(twin -> models.find(twin.model().text()).stream())
            .distinct()
            .toList();
    return possible.isEmpty() ? List.copyOf(models.interfaces().values()) : possible;
  }
}
