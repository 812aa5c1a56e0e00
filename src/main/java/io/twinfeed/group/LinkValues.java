package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.group.Merging.Candidate;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes one relationship of the rows that say it. */
final class LinkValues {
  private final PipelineSpec spec;
  private final List<List<RuleTarget>> targets;

  LinkValues(PipelineSpec spec, ModelSet models) {
    this.spec = spec;
    this.targets = spec.relationships().stream().map(rule -> RuleTargets.of(rule, models)).toList();
  }

  /**
   * @param same fragments of one relationship id, so of one name and target; at least one
   */
  Desired.Link of(List<OfRelationship> same) throws Contradiction {
    OfRelationship first = same.get(0);
    RelationshipRule rule = spec.relationships().get(first.rule());
    Map<PropertyPath, List<Candidate>> candidates = new LinkedHashMap<>();
    for (OfRelationship link : same) {
      RelationshipRule from = spec.relationships().get(link.rule());
      for (int i = 0; i < link.values().size(); i++) {
        PropertyPath path = targets.get(link.rule()).get(i).path();
        var fed = link.values().get(i);
        candidates
            .computeIfAbsent(path, unused -> new ArrayList<>(1))
            .add(
                new Candidate(
                    from.name().text(),
                    link.row(),
                    fed.value() == null ? null : Value.ofJava(fed.value()),
                    fed.by(),
                    from.properties().get(i).merge()));
      }
    }
    Map<String, Value> values = new TreeMap<>();
    TreeSet<String> absent = new TreeSet<>();
    for (var property : candidates.entrySet()) {
      Value value =
          Merging.one(
              "property %s of relationship %s of twin %s"
                  .formatted(property.getKey(), rule.relationship(), first.twin()),
              property.getValue(),
              spec.hasSensitiveColumns());
      if (value != null) {
        values.merge(
            property.getKey().property(),
            Value.nested(property.getKey().fields(), value),
            Value::joined);
        continue;
      }
      switch (spec.sync().nulls()) {
        case REMOVE -> absent.add(property.getKey().property());
        case KEEP -> {}
        case REJECT ->
            throw new Contradiction(
                "VALUE-NULL",
                "property %s of relationship %s of twin %s would be null"
                    .formatted(property.getKey(), rule.relationship(), first.twin()),
                "give it a default:, or let nulls: be remove or keep");
      }
    }
    absent.removeAll(values.keySet());
    return new Desired.Link(
        first.twin(),
        rule.name().text(),
        rule.relationship().text(),
        first.id(),
        first.target(),
        values,
        absent);
  }
}
