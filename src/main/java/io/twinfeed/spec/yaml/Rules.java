package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Place;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the rules that make twins and relationships. */
record Rules(Nodes nodes) {
  TwinRule twin(Node node) {
    Place place = nodes.place(node);
    Fields fields = nodes.fields(node, place, "a rule for twins", Section.TWIN);
    List<PropertyRule> properties = properties(fields);
    Boolean creates = nodes.bool(fields.get("creates"), "creates");
    boolean aggregatesOnly =
        !properties.isEmpty()
            && properties.stream().allMatch(each -> each.feed() instanceof PropertyRule.Aggregate);
    return new TwinRule(
        nodes.textOrEmpty(fields.require("name"), place, "name"),
        nodes.textOrEmpty(fields.require("from"), place, "from"),
        nodes.textOrEmpty(fields.require("model"), place, "model"),
        template(fields, "id"),
        creates == null ? !aggregatesOnly : creates,
        nodes.condition(fields.get("when"), "when"),
        properties,
        moved(fields));
  }

  RelationshipRule relationship(Node node) {
    Place place = nodes.place(node);
    Fields fields = nodes.fields(node, place, "a rule for relationships", Section.RELATIONSHIP);
    Text name = nodes.textOrEmpty(fields.require("name"), place, "name");
    Text relationship = nodes.text(fields.get("relationship"), "relationship");
    return new RelationshipRule(
        name,
        relationship == null ? name : relationship,
        nodes.textOrEmpty(fields.require("from"), place, "from"),
        template(fields, "source"),
        template(fields, "target"),
        nodes.condition(fields.get("when"), "when"),
        exclusive(fields.get("exclusive")),
        nodes.texts(fields.get("key"), "key"),
        properties(fields));
  }

  private Template template(Fields fields, String key) {
    Template template = nodes.template(fields.require(key), key);
    if (template != null && template.source().isEmpty()) {
      nodes.issues().error("SPEC-004", template.place(), key + " is empty", "");
    }
    return template == null
        ? new Template("", fields.placeOf(key), List.of(new Template.Literal("")))
        : template;
  }

  private @Nullable Template moved(Fields fields) {
    Node node = fields.get("moved");
    if (node == null) {
      return null;
    }
    Fields moved = nodes.fields(node, fields.placeOf("moved"), "moved", Section.MOVED);
    return nodes.template(moved.require("from"), "from");
  }

  private Exclusive exclusive(@Nullable Node node) {
    Exclusive exclusive =
        nodes.parsed(
            node,
            "exclusive",
            "true, false or all",
            text ->
                switch (text) {
                  case "true" -> Exclusive.OWN;
                  case "false" -> Exclusive.NO;
                  case "all" -> Exclusive.ALL;
                  default -> null;
                });
    return exclusive == null ? Exclusive.NO : exclusive;
  }

  private List<PropertyRule> properties(Fields rule) {
    Properties reader = new Properties(nodes);
    List<PropertyRule> found = new ArrayList<>();
    nodes
        .fields(rule.get("properties"), rule.placeOf("properties"), "properties", null)
        .forEach(
            (path, value) -> {
              PropertyRule property = reader.property(path, value);
              if (property != null) {
                found.add(property);
              }
            });
    return found;
  }
}
