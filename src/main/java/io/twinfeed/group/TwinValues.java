package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.group.Merging.Candidate;
import io.twinfeed.shape.Conversion;
import io.twinfeed.shape.ConversionException;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.Sync.Nulls;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes one twin's values of what its rows and rules feed. */
final class TwinValues {
  private final PipelineSpec spec;
  private final ModelSet models;
  private final List<List<RuleTarget>> targets;

  TwinValues(PipelineSpec spec, ModelSet models) {
    this.spec = spec;
    this.models = models;
    this.targets = spec.twins().stream().map(rule -> RuleTargets.of(rule, models)).toList();
  }

  /** The rule that names the twin: the first one that creates it, else the first one. */
  String ruleOf(List<OfTwin> parts, Set<Integer> silent) {
    return parts.stream()
        .map(part -> spec.twins().get(part.rule()))
        .filter(TwinRule::creates)
        .findFirst()
        .orElseGet(
            () ->
                spec.twins().get(parts.isEmpty() ? silent.iterator().next() : parts.get(0).rule()))
        .name()
        .text();
  }

  /**
   * @param silent rules of which the last row is gone
   */
  Desired of(TwinId id, List<OfTwin> parts, Set<Integer> silent, Unread unread)
      throws Contradiction {
    SortedMap<Integer, List<OfTwin>> byRule = new TreeMap<>();
    parts.forEach(
        part -> byRule.computeIfAbsent(part.rule(), unused -> new ArrayList<>(1)).add(part));
    silent.forEach(rule -> byRule.putIfAbsent(rule, List.of()));
    boolean creates = byRule.keySet().stream().anyMatch(rule -> spec.twins().get(rule).creates());
    String model = model(id, byRule, creates);
    if (creates) {
      addSilentContributors(id, byRule, model, unread);
    }
    SortedMap<PropertyPath, List<Candidate>> candidates = new TreeMap<>();
    SortedMap<String, List<Candidate>> times = new TreeMap<>();
    for (var rule : byRule.entrySet()) {
      for (int i = 0; i < targets.get(rule.getKey()).size(); i++) {
        RuleTarget target = targets.get(rule.getKey()).get(i);
        List<Candidate> fed = candidates(id, rule.getKey(), i, rule.getValue());
        if (target.isSourceTime()) {
          times.computeIfAbsent(target.sourceTimeName(), unused -> new ArrayList<>()).addAll(fed);
        } else {
          candidates.computeIfAbsent(target.path(), unused -> new ArrayList<>()).addAll(fed);
        }
      }
    }
    return decided(id, ruleOf(parts, silent), model, creates, candidates, times);
  }

  private Desired decided(
      TwinId id,
      String rule,
      String model,
      boolean creates,
      SortedMap<PropertyPath, List<Candidate>> candidates,
      SortedMap<String, List<Candidate>> times)
      throws Contradiction {
    SortedMap<PropertyPath, Value> values = new TreeMap<>();
    SortedSet<PropertyPath> absent = new TreeSet<>();
    for (var property : candidates.entrySet()) {
      Value value =
          Merging.one(
              "property %s of twin %s".formatted(property.getKey(), id),
              property.getValue(),
              spec.hasSensitiveColumns());
      if (value != null) {
        values.put(property.getKey(), value);
      } else if (spec.sync().nulls() == Nulls.REMOVE) {
        absent.add(property.getKey());
      } else if (spec.sync().nulls() == Nulls.REJECT) {
        throw new Contradiction(
            "VALUE-NULL",
            "property %s of twin %s would be null".formatted(property.getKey(), id),
            "give it a default:, or let nulls: be remove or keep");
      }
    }
    SortedMap<String, String> sourceTimes = new TreeMap<>();
    for (var time : times.entrySet()) {
      Value value =
          Merging.one(
              "source time of %s of twin %s".formatted(time.getKey(), id),
              time.getValue(),
              spec.hasSensitiveColumns());
      if (value instanceof Value.Text text) {
        sourceTimes.put(time.getKey(), text.text());
      }
    }
    return new Desired(id, rule, model, creates, values, absent, sourceTimes);
  }

  // Rules of one twin may name a model and its ancestors; the most special one is the twin's
  private String model(TwinId id, SortedMap<Integer, List<OfTwin>> byRule, boolean creates)
      throws Contradiction {
    String model = null;
    String from = null;
    for (int index : byRule.keySet()) {
      TwinRule rule = spec.twins().get(index);
      if (creates && !rule.creates()) {
        continue;
      }
      String next = rule.model().text();
      if (model == null || models.isOf(next, model)) {
        model = next;
        from = rule.name().text();
      } else if (!models.isOf(model, next)) {
        throw new Contradiction(
            "TWIN-MODEL-CONFLICT",
            "twin %s: rule '%s' says it is a %s, and rule '%s' says it is a %s"
                .formatted(id, from, model, rule.name(), next),
            "give the twins of one rule other ids, or filter its rows");
      }
    }
    return Objects.requireNonNull(model, "a twin has at least one rule");
  }

  // A contributor without a row for a twin that exists says null, and zero for a count or a sum; if
  // only a part of its rows was read, it says nothing
  private void addSilentContributors(
      TwinId id, SortedMap<Integer, List<OfTwin>> byRule, String model, Unread unread) {
    for (int index = 0; index < spec.twins().size(); index++) {
      TwinRule rule = spec.twins().get(index);
      if (!rule.creates()
          && unread.isWhole(index)
          && models.isOf(model, rule.model().text())
          && rule.id().couldMake(id.value())) {
        byRule.putIfAbsent(index, List.of());
      }
    }
  }

  private List<Candidate> candidates(TwinId id, int ruleIndex, int property, List<OfTwin> parts)
      throws Contradiction {
    TwinRule rule = spec.twins().get(ruleIndex);
    PropertyRule propertyRule = rule.properties().get(property);
    RuleTarget target = targets.get(ruleIndex).get(property);
    if (propertyRule.feed() instanceof Aggregate aggregate) {
      Value value = aggregated(id, target, aggregate, parts, property);
      return List.of(new Candidate(rule.name().text(), "", value, null, propertyRule.merge()));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (OfTwin part : parts) {
      var fed = part.values().get(property);
      candidates.add(
          new Candidate(
              rule.name().text(),
              part.row(),
              fed.value() == null ? null : Value.ofJava(fed.value()),
              fed.by(),
              propertyRule.merge()));
    }
    return candidates;
  }

  private static @Nullable Value aggregated(
      TwinId id, RuleTarget target, Aggregate aggregate, List<OfTwin> parts, int property)
      throws Contradiction {
    try {
      Object value =
          Aggregates.of(
              aggregate,
              parts.stream()
                  .map(part -> new Aggregates.Item(part.row(), part.values().get(property)))
                  .toList());
      return value == null || target.schema() == null
          ? null
          : Conversion.convert(target.schema(), value);
    } catch (Aggregates.AmbiguousKeyException e) {
      throw new Contradiction(
          "TWIN-CONFLICT",
          "property %s of twin %s: %s".formatted(target.path(), id, e.getMessage()),
          "group the rows in the source's query, or make the key finer");
    } catch (ConversionException e) {
      throw new Contradiction(
          e.why() == ConversionException.Why.TOO_LONG ? "VALUE-TOO-LONG" : "VALUE",
          "property %s of twin %s: %s".formatted(target.path(), id, e.getMessage()),
          "convert it in the expression, or change the model");
    }
  }
}
