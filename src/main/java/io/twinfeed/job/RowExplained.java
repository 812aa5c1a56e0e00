package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.job.Explanation.Fed;
import io.twinfeed.planfile.Mask;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.shape.Traced;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.TwinRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one row feeds. */
final class RowExplained {
  private RowExplained() {}

  static Explanation.Row of(PipelineSpec spec, ModelSet models, Mask mask, Traced row) {
    List<Fed> feeds = new ArrayList<>();
    for (Fragment fragment : row.fragments()) {
      Fed fed = fed(spec, models, mask, fragment);
      if (fed != null) {
        feeds.add(fed);
      }
    }
    row.failures()
        .forEach(
            failure ->
                feeds.add(
                    new Fed(
                        String.valueOf(failure.rule()),
                        "rejected, " + failure.code() + ": " + failure.message(),
                        Map.of())));
    return new Explanation.Row(
        row.source(), name(row), row.columns(), row.use(), row.filtered(), feeds);
  }

  // A count counts rows, and so this one
  private static @Nullable Object said(PropertyRule property, Fragment.Fed fed) {
    return property.feed() instanceof PropertyRule.Aggregate aggregate
            && aggregate.function() == PropertyRule.Aggregate.Function.COUNT
        ? 1L
        : fed.value();
  }

  static String name(Traced row) {
    return row.key() == null ? row.row() : row.key();
  }

  private static @Nullable Fed fed(
      PipelineSpec spec, ModelSet models, Mask mask, Fragment fragment) {
    if (fragment instanceof Fragment.OfTwin part) {
      TwinRule rule = spec.twins().get(part.rule());
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      List<RuleTarget> targets = RuleTargets.of(rule, models);
      for (int i = 0; i < targets.size(); i++) {
        RuleTarget target = targets.get(i);
        boolean hidden =
            target.isSourceTime()
                ? mask.hidesTime(rule.model().text(), target.sourceTimeName())
                : mask.hides(rule.model().text(), target.path());
        values.put(
            rule.properties().get(i).path().text(),
            hidden ? Mask.HIDDEN : said(rule.properties().get(i), part.values().get(i)));
      }
      return new Fed(rule.name().text(), "twin " + mask.shown(part.twin()), values);
    }
    if (fragment instanceof Fragment.OfRelationship link) {
      RelationshipRule rule = spec.relationships().get(link.rule());
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int i = 0; i < rule.properties().size(); i++) {
        String property = rule.properties().get(i).path().text();
        values.put(
            property,
            mask.hidesOfLink(rule.relationship().text(), property)
                ? Mask.HIDDEN
                : link.values().get(i).value());
      }
      return new Fed(
          rule.name().text(),
          "relationship %s %s %s"
              .formatted(
                  mask.shown(link.twin()), rule.relationship().text(), mask.shown(link.target())),
          values);
    }
    if (fragment instanceof Fragment.NoRelationship none) {
      RelationshipRule rule = spec.relationships().get(none.rule());
      return new Fed(
          rule.name().text(),
          "no %s of %s: when is false".formatted(rule.relationship(), mask.shown(none.twin())),
          Map.of());
    }
    if (fragment instanceof Fragment.MovedAway moved) {
      return new Fed(
          spec.twins().get(moved.rule()).name().text(),
          "twin %s no longer: its id is made in another way now"
              .formatted(mask.shown(moved.twin())),
          Map.of());
    }
    return null; // of a rejected row, which is told by its failure
  }
}
