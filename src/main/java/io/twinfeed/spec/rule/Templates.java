package io.twinfeed.spec.rule;

import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers every template of a file. */
final class Templates {
  private Templates() {}

  /**
   * A template, and the source over which it is evaluated.
   *
   * @param condition whether it must be true or false
   */
  record Use(Text from, Template template, boolean condition) {}

  static List<Use> of(PipelineSpec spec) {
    List<Use> uses = new ArrayList<>();
    for (TwinRule rule : spec.twins()) {
      add(uses, rule, rule.id());
      add(uses, rule, rule.moved());
      addShared(uses, rule);
    }
    for (RelationshipRule rule : spec.relationships()) {
      add(uses, rule, rule.source());
      add(uses, rule, rule.target());
      addShared(uses, rule);
    }
    return uses;
  }

  private static void addShared(List<Use> uses, Rule rule) {
    if (rule.when() != null) {
      uses.add(new Use(rule.from(), rule.when(), true));
    }
    for (PropertyRule property : rule.properties()) {
      if (property.feed() instanceof Plain plain) {
        add(uses, rule, plain.value());
      } else if (property.feed() instanceof Aggregate aggregate) {
        add(uses, rule, aggregate.value());
        add(uses, rule, aggregate.by());
      }
      add(uses, rule, property.defaultValue());
      if (property.merge() != null) {
        add(uses, rule, property.merge().by());
      }
    }
  }

  private static void add(List<Use> uses, Rule rule, @Nullable Template template) {
    if (template != null) {
      uses.add(new Use(rule.from(), template, false));
    }
  }
}
