package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.planfile.Mask;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What of all that a pipeline makes comes from sensitive columns. Rather too much than too little.
 */
final class SensitiveValues implements Mask {
  private final ModelSet models;
  private final List<Template> ids = new ArrayList<>();
  private final List<OfTwin> ofTwins = new ArrayList<>();
  private final Set<OfLink> ofLinks = new HashSet<>();

  private record OfTwin(String model, RuleTarget target) {}

  private record OfLink(String relationship, String property) {}

  private SensitiveValues(ModelSet models) {
    this.models = models;
  }

  static SensitiveValues of(
      PipelineSpec spec,
      ModelSet models,
      Map<String, SourceQuery> queries,
      Map<String, Object> parameters) {
    SensitiveValues all = new SensitiveValues(models);
    for (TwinRule rule : spec.twins()) {
      SensitiveParts parts =
          SensitiveParts.of(spec, rule, query(queries, rule.from().text()), parameters);
      if (parts.id()) {
        all.ids.add(rule.id());
        if (rule.moved() != null) {
          all.ids.add(rule.moved());
        }
      }
      List<RuleTarget> targets = RuleTargets.of(rule, models);
      for (int i = 0; i < targets.size(); i++) {
        if (parts.properties().get(i)) {
          all.ofTwins.add(new OfTwin(rule.model().text(), targets.get(i)));
        }
      }
    }
    for (RelationshipRule rule : spec.relationships()) {
      SensitiveParts parts =
          SensitiveParts.of(spec, rule, query(queries, rule.from().text()), parameters);
      if (parts.id()) {
        all.ids.add(rule.source());
      }
      if (parts.target()) {
        all.ids.add(rule.target());
      }
      List<RuleTarget> targets = RuleTargets.of(rule, models);
      for (int i = 0; i < targets.size(); i++) {
        if (parts.properties().get(i)) {
          all.ofLinks.add(new OfLink(rule.relationship().text(), targets.get(i).path().property()));
        }
      }
    }
    return all;
  }

  private static SourceQuery query(Map<String, SourceQuery> queries, String source) {
    return Objects.requireNonNull(queries.get(source), "checked");
  }

  /** Whether nothing is sensitive. */
  boolean isNothing() {
    return ids.isEmpty() && ofTwins.isEmpty() && ofLinks.isEmpty();
  }

  @Override
  public boolean hidesId(TwinId twin) {
    return ids.stream().anyMatch(id -> id.couldMake(twin.value()));
  }

  @Override
  public boolean hides(String model, PropertyPath path) {
    return ofTwins.stream()
        .anyMatch(
            each ->
                !each.target().isSourceTime()
                    && areRelated(each.model(), model)
                    && overlap(each.target().path(), path));
  }

  @Override
  public boolean hidesTime(String model, String sourceTimeName) {
    return ofTwins.stream()
        .anyMatch(
            each ->
                each.target().isSourceTime()
                    && areRelated(each.model(), model)
                    && each.target().sourceTimeName().equals(sourceTimeName));
  }

  @Override
  public boolean hidesOfLink(String relationship, String property) {
    return ofLinks.contains(new OfLink(relationship, property));
  }

  // The model of a twin may be more special than that of a rule, or of a rule than that of another
  private boolean areRelated(String one, String other) {
    return models.isOf(one, other) || models.isOf(other, one);
  }

  private static boolean overlap(PropertyPath one, PropertyPath other) {
    int common = Math.min(one.fields().size(), other.fields().size());
    return one.whole().equals(other.whole())
        && one.fields().subList(0, common).equals(other.fields().subList(0, common));
  }
}
