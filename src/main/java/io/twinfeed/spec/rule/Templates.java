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
   * @param role what it is for
   */
  record Use(Text from, Template template, Role role) {}

  /** What a template is for. */
  enum Role {
    ID,
    CONDITION,
    VALUE
  }

  static List<Use> of(PipelineSpec spec) {
    List<Use> uses = new ArrayList<>();
    for (TwinRule rule : spec.twins()) {
      add(uses, rule, rule.id(), Role.ID);
      add(uses, rule, rule.moved(), Role.ID);
      addShared(uses, rule);
    }
    for (RelationshipRule rule : spec.relationships()) {
      add(uses, rule, rule.source(), Role.ID);
      add(uses, rule, rule.target(), Role.ID);
      addShared(uses, rule);
    }
    return uses;
  }

  private static void addShared(List<Use> uses, Rule rule) {
    add(uses, rule, rule.when(), Role.CONDITION);
    for (PropertyRule property : rule.properties()) {
      if (property.feed() instanceof Plain plain) {
        add(uses, rule, plain.value(), Role.VALUE);
      } else if (property.feed() instanceof Aggregate aggregate) {
        add(uses, rule, aggregate.value(), Role.VALUE);
        add(uses, rule, aggregate.by(), Role.VALUE);
      }
      add(uses, rule, property.defaultValue(), Role.VALUE);
      if (property.merge() != null) {
        add(uses, rule, property.merge().by(), Role.VALUE);
      }
    }
  }

  private static void add(List<Use> uses, Rule rule, @Nullable Template template, Role role) {
    if (template != null) {
      uses.add(new Use(rule.from(), template, role));
    }
  }
}
