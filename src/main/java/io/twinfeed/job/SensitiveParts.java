package io.twinfeed.job;

import io.twinfeed.issue.Issues;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.expression.CompiledTemplate;
import io.twinfeed.spec.expression.Expressions;
import java.util.ArrayList;
import java.util.Collections;
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
    Expressions over = Expressions.of(query.columns(), parameters, types);
    boolean id =
        rule instanceof TwinRule twin
            ? reads(over, query, twin.id())
                || (twin.moved() != null && reads(over, query, twin.moved()))
            : reads(over, query, source(rule));
    boolean target = rule instanceof RelationshipRule link && reads(over, query, link.target());
    boolean key =
        rule instanceof RelationshipRule link
            && link.key().stream()
                .anyMatch(column -> query.sensitive().contains(query.place(column.text())));
    List<Boolean> properties = new ArrayList<>();
    for (PropertyRule property : rule.properties()) {
      properties.add(
          templates(property).stream()
              .anyMatch(
                  template -> reads(over, query, template) || (id && namesTwin(over, template))));
    }
    return new SensitiveParts(id, target, target || key, properties);
  }

  private static boolean reads(Expressions over, SourceQuery query, Template template) {
    CompiledTemplate compiled = over.compile(template, new Issues());
    return compiled == null || !Collections.disjoint(compiled.columns(), query.sensitive());
  }

  // It compiles with a twin's id, and does not without
  private static boolean namesTwin(Expressions over, Template template) {
    return over.resultTypeWithoutTwin(template, new Issues()) == null;
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
