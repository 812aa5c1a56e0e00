package io.twinfeed.dtdl;

import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks twins and relationships against their models. Where the service's own words are on record
 * (adt-service.md §1.8), the messages use them. Stateless.
 */
public final class TwinCheck {
  private static final String UNDECLARED = "%s does not appear on the DTDL for Twin";

  private final ModelSet models;

  public TwinCheck(ModelSet models) {
    this.models = models;
  }

  /** What is wrong with a twin, all of it: its model, its properties, its components. */
  public List<Problem> check(Twin twin) {
    List<Problem> problems = new ArrayList<>();
    Interface model = models.find(twin.model()).orElse(null);
    if (model == null) {
      problems.add(new Problem("", twin.model() + " or one of its dependencies does not exist"));
      return problems;
    }
    InstanceCheck.properties(properties(model), twin.properties(), "", UNDECLARED, problems);
    twin.components().forEach((name, values) -> component(model, name, values, problems));
    for (Content content : model.contents().values()) {
      if (content instanceof Content.Component && !twin.components().containsKey(content.name())) {
        problems.add(
            new Problem(
                content.name(),
                "the component "
                    + content.name()
                    + " is missing; it must be there, even if empty"));
      }
    }
    return problems;
  }

  /**
   * What is wrong with a relationship: its name, the target's model, its properties.
   *
   * @param sourceModel the model of the source twin
   * @param targetModel the model of the target twin
   */
  public List<Problem> check(Relationship relationship, String sourceModel, String targetModel) {
    List<Problem> problems = new ArrayList<>();
    Interface model = models.find(sourceModel).orElse(null);
    if (model == null) {
      problems.add(new Problem("", sourceModel + " or one of its dependencies does not exist"));
      return problems;
    }
    if (!(model.contents().get(relationship.name()) instanceof Content.Relationship declared)) {
      problems.add(
          new Problem(
              relationship.name(),
              "the relationship %s does not appear on the DTDL for %s"
                  .formatted(relationship.name(), sourceModel)));
      return problems;
    }
    String target = declared.target();
    if (target != null && !models.isOf(targetModel, target)) {
      problems.add(
          new Problem(
              relationship.name(),
              "the relationship %s leads to %s, but the target twin is a %s"
                  .formatted(relationship.name(), target, targetModel)));
    }
    InstanceCheck.properties(
        declared.properties(),
        relationship.properties(),
        "",
        "%s does not appear on the DTDL for Relationship " + relationship.name(),
        problems);
    return problems;
  }

  private void component(
      Interface model, String name, Map<String, Value> values, List<Problem> problems) {
    if (!(model.contents().get(name) instanceof Content.Component component)) {
      problems.add(new Problem(name, UNDECLARED.formatted(name)));
      return;
    }
    models
        .find(component.schema())
        .ifPresent(
            schema ->
                InstanceCheck.properties(
                    properties(schema),
                    values,
                    name,
                    "%s does not appear on the DTDL for " + name,
                    problems));
  }

  private static Map<String, Schema> properties(Interface model) {
    Map<String, Schema> declared = new LinkedHashMap<>();
    for (Content content : model.contents().values()) {
      if (content instanceof Content.Property property) {
        declared.put(property.name(), property.schema());
      }
    }
    return declared;
  }
}
