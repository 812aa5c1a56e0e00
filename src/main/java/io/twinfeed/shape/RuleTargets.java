package io.twinfeed.shape;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.rule.PropertyTargets;
import java.util.List;

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
    return rule.properties().stream()
        .map(property -> target(rule, models, property.path().text()))
        .toList();
  }

  private static RuleTarget target(Interface model, ModelSet models, String path) {
    return target(PropertyTargets.resolve(model, models, path), path);
  }

  // The file does not say the source twin's model: the first one that has such a property does
  private static RuleTarget target(RelationshipRule rule, ModelSet models, String path) {
    for (Interface model : models.interfaces().values()) {
      if (model.contents().get(rule.relationship().text())
              instanceof Content.Relationship relationship
          && PropertyTargets.resolve(relationship, path)
              instanceof PropertyTargets.Property found) {
        return target(found, path);
      }
    }
    throw unchecked(path);
  }

  private static RuleTarget target(PropertyTargets.Resolved resolved, String path) {
    if (resolved instanceof PropertyTargets.Property property) {
      return new RuleTarget(property.path(), property.schema());
    }
    if (resolved instanceof PropertyTargets.SourceTime time) {
      return new RuleTarget(time.of(), null);
    }
    throw unchecked(path);
  }

  private static TwinfeedException unchecked(String what) {
    return new TwinfeedException(
        Kind.SPEC, "the models have no " + what, "run `twinfeed check` on the pipeline file");
  }
}
