package io.twinfeed.job;

import io.twinfeed.issue.Issues;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.expression.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of what a rule makes come from sensitive columns, and so are not to be shown.
 *
 * @param id of a twin; of a relationship that of its source
 * @param target of a relationship
 * @param link the relationship's own id, which is made of its target and key
 * @param properties one for each property of the rule, in their order
 */
record SensitiveParts(boolean id, boolean target, boolean link, List<Boolean> properties) {

  SensitiveParts {
    properties = List.copyOf(properties);
  }

  static SensitiveParts of(
      PipelineSpec spec, Rule rule, SourceQuery query, Map<String, Object> parameters) {
    if (query.sensitive().isEmpty()) {
      return new SensitiveParts(
          false, false, false, rule.properties().stream().map(unused -> false).toList());
    }
    Map<String, ParameterType> types = new LinkedHashMap<>();
    spec.parameters().forEach((name, parameter) -> types.put(name, parameter.type()));
    // What does not compile without the sensitive columns uses one of them
    Expressions without = Expressions.of(harmless(query), parameters, types);
    boolean id = uses(without, rule instanceof TwinRule twin ? twin.id() : source(rule));
    boolean target = rule instanceof RelationshipRule link && uses(without, link.target());
    boolean key =
        rule instanceof RelationshipRule link
            && link.key().stream()
                .anyMatch(column -> query.sensitive().contains(query.place(column.text())));
    List<Boolean> properties = new ArrayList<>();
    for (PropertyRule property : rule.properties()) {
      properties.add(
          templates(property).stream()
              .anyMatch(
                  template ->
                      uses(without, template)
                          || (id
                              && without.resultTypeWithoutTwin(template, new Issues()) == null)));
    }
    return new SensitiveParts(id, target, target || key, properties);
  }

  // A name that differs in case alone must not be taken for one that is left out
  private static List<Column> harmless(SourceQuery query) {
    List<String> sensitive =
        query.sensitive().stream().map(place -> query.columns().get(place).name()).toList();
    return query.columns().stream()
        .filter(column -> sensitive.stream().noneMatch(column.name()::equalsIgnoreCase))
        .toList();
  }

  private static boolean uses(Expressions without, Template template) {
    return without.resultType(template, new Issues()) == null;
  }

  private static Template source(Rule rule) {
    return ((RelationshipRule) rule).source();
  }

  private static List<Template> templates(PropertyRule property) {
    List<Template> templates = new ArrayList<>();
    if (property.feed() instanceof Aggregate aggregate) {
      add(templates, aggregate.value());
      add(templates, aggregate.by());
    } else {
      templates.add(((Plain) property.feed()).value());
    }
    add(templates, property.defaultValue());
    return templates;
  }

  private static void add(List<Template> templates, @Nullable Template template) {
    if (template != null) {
      templates.add(template);
    }
  }
}
