package io.twinfeed.shape;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyTargets;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import java.util.List;
import java.util.Objects;

/**
 * Where the values of a rule's properties go. The file has been checked: nothing is unknown here.
 */
public final class RuleTargets {
  private RuleTargets() {}

  /** One for each property of the rule, in their order. */
  public static List<RuleTarget> of(TwinRule rule, ModelSet models) {
    Interface model =
        models.find(rule.model().text()).orElseThrow(() -> unchecked(rule.model().text()));
    return rule.properties().stream()
        .map(property -> target(model, models, property.path().text()))
        .toList();
  }

  /** One for each property of the rule, in their order. */
  public static List<RuleTarget> of(RelationshipRule rule, ModelSet models) {
    return rule.properties().stream().map(property -> target(rule, models, property)).toList();
  }

  private static RuleTarget target(Interface model, ModelSet models, String path) {
    PropertyTargets.Target target = PropertyTargets.resolve(model, models, path);
    if (target instanceof PropertyTargets.Resolved resolved) {
      return new RuleTarget(resolved.path(), resolved.isSourceTime() ? null : resolved.schema());
    }
    throw unchecked(path);
  }

  // The file does not say the source twin's model: the first one that has such a relationship does
  private static RuleTarget target(RelationshipRule rule, ModelSet models, PropertyRule property) {
    Schema schema =
        models.interfaces().values().stream()
            .map(model -> model.contents().get(rule.relationship().text()))
            .filter(Content.Relationship.class::isInstance)
            .map(
                content ->
                    ((Content.Relationship) content).properties().get(property.path().text()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> unchecked(property.path().text()));
    return new RuleTarget(PropertyPath.of(property.path().text()), schema);
  }

  private static TwinfeedException unchecked(String what) {
    return new TwinfeedException(
        Kind.SPEC, "the models have no " + what, "run `twinfeed check` on the pipeline file");
  }
}
