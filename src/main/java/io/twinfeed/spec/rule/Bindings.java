package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.rule.PropertyTargets.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every property rule with what its path means, where the model is known. */
final class Bindings {
  private Bindings() {}

  record Bound(Rule rule, PropertyRule property, Resolved target) {}

  static List<Bound> of(Subject subject) {
    List<Bound> bound = new ArrayList<>();
    ModelSet models = subject.models();
    if (models == null) {
      return bound;
    }
    for (TwinRule rule : subject.spec().twins()) {
      Optional<Interface> model = subject.model(rule.model().text());
      for (PropertyRule property : rule.properties()) {
        model.ifPresent(
            found ->
                bound.add(
                    new Bound(
                        rule,
                        property,
                        PropertyTargets.resolve(found, models, property.path().text()))));
      }
    }
    for (RelationshipRule rule : subject.spec().relationships()) {
      List<Content.Relationship> declared = RelationshipsExist.declared(rule, subject);
      for (PropertyRule property : rule.properties()) {
        declared.stream()
            .map(each -> PropertyTargets.resolve(each, property.path().text()))
            // One of the possible models is enough
            .reduce((one, other) -> one instanceof PropertyTargets.Unknown ? other : one)
            .ifPresent(target -> bound.add(new Bound(rule, property, target)));
      }
    }
    return bound;
  }
}
