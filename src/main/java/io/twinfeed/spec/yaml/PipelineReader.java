package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Target;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a pipeline file. It reports all that can be seen in the file alone, and goes on. */
public final class PipelineReader {
  private PipelineReader() {}

  /**
   * @param file the file's name as the user gave it, for places
   * @param text its content
   * @return null if it is no YAML mapping at all. With errors in {@code issues} it is good for
   *     further checks only: what is wrong is left out, or is an empty text.
   */
  public static @Nullable PipelineSpec read(String file, String text, Issues issues) {
    YamlText yaml = new YamlText(file, text, issues);
    Node root = yaml.root();
    if (root == null) {
      return null;
    }
    if (!(root instanceof MappingNode)) {
      issues.error(
          "YAML-006", yaml.place(root), "a pipeline file consists of keys with values", "");
      return null;
    }
    Nodes nodes = new Nodes(yaml, issues);
    Place place = Place.of(file);
    Fields fields = nodes.fields(root, place, "a pipeline file", Section.FILE);
    version(fields, nodes);
    Text description = nodes.text(fields.get("description"), "description");
    Text name = nodes.textOrEmpty(fields.require("name"), place, "name");
    Map<String, Parameter> parameters =
        named(fields, "parameters", nodes, new Connections(nodes)::parameter);
    fields.require("connections");
    Map<String, Connection> connections =
        named(fields, "connections", nodes, new Connections(nodes)::connection);
    Target target = Targets.read(fields.require("target"), place, nodes);
    fields.require("sources");
    Map<String, Source> sources =
        named(fields, "sources", nodes, new Sources(nodes, parameters.keySet())::source);
    Rules rules = new Rules(nodes);
    return new PipelineSpec(
        file,
        name,
        description == null ? "" : description.text(),
        parameters,
        connections,
        target,
        nodes.reference(fields.get("state"), "state"),
        sources,
        twins(fields, nodes, rules),
        relationships(fields, nodes, rules),
        Syncs.read(fields.get("sync"), place, sources.keySet(), nodes));
  }

  private static void version(Fields fields, Nodes nodes) {
    nodes.parsed(
        fields.require("version"),
        "version",
        "1, the only version so far",
        written -> written.equals("1") ? 1 : null);
  }

  private static <T> Map<String, T> named(
      Fields fields, String key, Nodes nodes, BiFunction<Text, Node, T> read) {
    Map<String, T> found = new LinkedHashMap<>();
    nodes
        .fields(fields.get(key), fields.placeOf(key), key, null)
        .forEach((name, node) -> found.put(name.text(), read.apply(name, node)));
    return found;
  }

  private static List<TwinRule> twins(Fields fields, Nodes nodes, Rules rules) {
    if (!fields.has("relationships")) {
      fields.require("twins");
    }
    return nodes.items(fields.get("twins"), "twins").stream().map(rules::twin).toList();
  }

  private static List<RelationshipRule> relationships(Fields fields, Nodes nodes, Rules rules) {
    return nodes.items(fields.get("relationships"), "relationships").stream()
        .map(rules::relationship)
        .toList();
  }
}
