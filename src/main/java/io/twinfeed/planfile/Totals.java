package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Step.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much is in a plan.
 *
 * @param byRule steps by rule and kind
 * @param rejects by code
 */
public record Totals(SortedMap<String, Map<Kind, Long>> byRule, SortedMap<String, Long> rejects) {

  public Totals {
    byRule = Collections.unmodifiableSortedMap(new TreeMap<>(byRule));
    rejects = Collections.unmodifiableSortedMap(new TreeMap<>(rejects));
  }

  /** Counts a whole plan. */
  public static Totals of(PlanFile plan) {
    TreeMap<String, Map<Kind, Long>> byRule = new TreeMap<>();
    TreeMap<String, Long> rejects = new TreeMap<>();
    plan.each(
        new PlanFile.Reader() {
          @Override
          public void step(Step step) {
            byRule
                .computeIfAbsent(
                    step.planned().change().rule(), unused -> new EnumMap<>(Kind.class))
                .merge(step.kind(), 1L, Long::sum);
          }

          @Override
          public void reject(JsonNode line) {
            rejects.merge(line.path("code").asText(), 1L, Long::sum);
          }
        });
    return new Totals(byRule, rejects);
  }

  public boolean isEmpty() {
    return byRule.isEmpty();
  }

  /** Steps of a kind. */
  public long of(Kind kind) {
    return byRule.keySet().stream().mapToLong(rule -> of(rule, kind)).sum();
  }

  /** Steps of a kind by one rule. */
  public long of(String rule, Kind kind) {
    return byRule.getOrDefault(rule, Map.of()).getOrDefault(kind, 0L);
  }
}
