package io.twinfeed.spec.yaml;

import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Text;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads connections, and the parameters that their queries may take. */
record Connections(Nodes nodes) {
  // As it can be written in SQL and behind params.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  Connection connection(Text name, Node node) {
    String what = "the connection " + name;
    Fields fields = nodes.fields(node, name.place(), what, Section.CONNECTION);
    Reference url = nodes.reference(fields.require("url"), "url");
    ZoneId zone =
        nodes.parsed(
            fields.get("timeZone"),
            "timeZone",
            "a zone such as Europe/Berlin or UTC",
            Connections::zone);
    return new Connection(
        name,
        url == null ? new Reference("", name.place()) : url,
        nodes.reference(fields.get("username"), "username"),
        nodes.reference(fields.get("password"), "password"),
        zone == null ? ZoneOffset.UTC : zone);
  }

  /** {@code {type: int, default: 7}}, or only the type. */
  Parameter parameter(Text name, Node node) {
    String what = "the parameter " + name;
    if (!NAME.matcher(name.text()).matches()) {
      nodes
          .issues()
          .error(
              "SPEC-004",
              name.place(),
              "a parameter can't be called " + name,
              "take letters, digits and _, as in :" + name.text().replaceAll("\\W", "_"));
    }
    if (node instanceof ScalarNode) {
      return new Parameter(name, type(node), null);
    }
    Fields fields = nodes.fields(node, name.place(), what, Section.PARAMETER);
    ParameterType type = type(fields.get("type"));
    Node written = fields.get("default");
    Text fallback =
        written instanceof ScalarNode scalar
            // An empty text is a good default
            ? new Text(scalar.getValue(), nodes.place(scalar))
            : nodes.text(written, "default");
    if (fallback != null && ParameterValues.parse(fallback.text(), type) == null) {
      nodes
          .issues()
          .error(
              "SPEC-004",
              fallback.place(),
              "default can't be " + fallback,
              "it is " + ParameterValues.expected(type));
    }
    return new Parameter(name, type, fallback);
  }

  private ParameterType type(@Nullable Node node) {
    ParameterType type = nodes.constant(node, ParameterType.class, "type");
    return type == null ? ParameterType.STRING : type;
  }

  private static @Nullable ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
