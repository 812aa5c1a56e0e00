package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns nodes into typed values. A node that is missing gives null; one that does not fit is
 * reported and gives null, too.
 */
final class Nodes {
  private static final String EMPTY_TEXT =
      "leave it out, or write \"\" for an empty text and ${none} for none";
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final YamlText text;
  private final Issues issues;

  Nodes(YamlText text, Issues issues) {
    this.text = text;
    this.issues = issues;
  }

  Issues issues() {
    return issues;
  }

  Place place(Node node) {
    return text.place(node);
  }

  ScalarPlaces places(ScalarNode scalar) {
    return text.places(scalar);
  }

  /**
   * @param known what it is, and so which keys it may have; null for names
   */
  Fields fields(@Nullable Node node, Place otherwise, String what, @Nullable Section known) {
    if (node instanceof MappingNode mapping) {
      return Fields.of(mapping, text, what, known == null ? null : known.keys(), issues);
    }
    if (node != null && !isEmpty(node)) {
      wrongKind(node, what, "keys with values");
      return Fields.unusable(place(node), what, issues);
    }
    return Fields.none(node == null ? otherwise : place(node), what, issues);
  }

  @Nullable Text text(@Nullable Node node, String what) {
    if (node == null) {
      return null;
    }
    if (!(node instanceof ScalarNode scalar)) {
      wrongKind(node, what, "text");
      return null;
    }
    if (scalar.getValue().isEmpty()) {
      issues.error("SPEC-004", place(node), what + " is empty", "");
      return null;
    }
    return new Text(scalar.getValue(), place(node));
  }

  /** As {@link #text}, with an empty text in the place of one that is missing or wrong. */
  Text textOrEmpty(@Nullable Node node, Place otherwise, String what) {
    Text found = text(node, what);
    return found == null ? new Text("", node == null ? otherwise : place(node)) : found;
  }

  /** A list of texts; a single text is a list of one. */
  List<Text> texts(@Nullable Node node, String what) {
    List<Text> found = new ArrayList<>();
    for (Node item : node instanceof ScalarNode ? List.of(node) : items(node, what)) {
      Text each = text(item, what);
      if (each != null) {
        found.add(each);
      }
    }
    return found;
  }

  List<Node> items(@Nullable Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node != null && !isEmpty(node)) {
      wrongKind(node, what, "a list");
    }
    return List.of();
  }

  @Nullable Boolean bool(@Nullable Node node, String what) {
    return parsed(
        node,
        what,
        "true or false",
        value -> value.equals("true") ? Boolean.TRUE : value.equals("false") ? false : null);
  }

  @Nullable Long whole(@Nullable Node node, String what) {
    return parsed(
        node,
        what,
        "a whole number",
        value -> value.matches("\\d{1,18}") ? Long.valueOf(value) : null);
  }

  /** A constant of an enum, in lower case in the file. */
  <E extends Enum<E>> @Nullable E constant(@Nullable Node node, Class<E> type, String what) {
    List<String> allowed =
        Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();
    Text written = text(node, what);
    if (written == null) {
      return null;
    }
    if (!allowed.contains(written.text())) {
      unknown(written, what, allowed);
      return null;
    }
    return Enum.valueOf(type, written.text().toUpperCase(Locale.ROOT));
  }

  /** Reports a word that is none of those allowed. */
  void unknown(Text written, String what, List<String> allowed) {
    issues.error(
        "SPEC-004",
        written.place(),
        "%s can't be %s; it is %s".formatted(what, written, String.join(", ", allowed)),
        Nearest.to(written.text(), allowed).map(each -> "did you mean " + each + "?").orElse(""));
  }

  /** Such as {@code 5m} or {@code 1d12h}. */
  @Nullable Duration duration(@Nullable Node node, String what) {
    return parsed(node, what, Durations.EXPECTED, Durations::parse);
  }

  <T> @Nullable T parsed(
      @Nullable Node node, String what, String expected, Function<String, @Nullable T> parse) {
    Text written = text(node, what);
    if (written == null) {
      return null;
    }
    T value = parse.apply(written.text());
    if (value == null) {
      issues.error("SPEC-004", written.place(), what + " can't be " + written, "it is " + expected);
    }
    return value;
  }

  @Nullable Reference reference(@Nullable Node node, String what) {
    Text written = text(node, what);
    return written == null ? null : new Reference(written.text(), written.place());
  }

  @Nullable Template template(@Nullable Node node, String what) {
    if (!(node instanceof ScalarNode scalar)) {
      if (node != null) {
        wrongKind(node, what, "text");
      }
      return null;
    }
    if (isEmpty(scalar)) {
      issues.error("SPEC-004", place(node), what + " has no value", EMPTY_TEXT);
      return null;
    }
    ScalarPlaces places = text.places(scalar);
    String hint =
        text.isCutByComment(scalar)
            ? "YAML takes ' #' for the start of a comment: quote the whole value"
            : "close it with }";
    return new TemplateScanner(scalar.getValue(), places::at, hint, issues).scan();
  }

  /** A condition: the whole text is an expression, with or without {@code ${}}. */
  @Nullable Template condition(@Nullable Node node, String what) {
    Text written = text(node, what);
    if (written == null || !(node instanceof ScalarNode scalar)) {
      return null;
    }
    if (!written.text().contains("${")) {
      ScalarPlaces places = text.places(scalar);
      return new Template(
          written.text(),
          places.at(0),
          List.of(Template.Expression.of(written.text(), places::at)));
    }
    Template template = template(node, what);
    if (template == null) {
      return null;
    }
    // The blanks around it are of no meaning: a block scalar ends with a line break
    List<Template.Part> parts =
        template.parts().stream()
            .filter(each -> !(each instanceof Template.Literal literal && literal.text().isBlank()))
            .toList();
    Template condition = new Template(template.source(), template.place(), parts);
    if (!condition.isSingleExpression()) {
      issues.error(
          "SPEC-005", written.place(), what + " is one expression", "write it without ${ and }");
      return null;
    }
    return condition;
  }

  /** A column by its name, or an expression in a placeholder. */
  @Nullable Template column(@Nullable Node node, String what) {
    Text written = text(node, what);
    if (written == null || written.text().contains("${") || !(node instanceof ScalarNode scalar)) {
      return written == null ? null : template(node, what);
    }
    Place place = text.places(scalar).at(0);
    String name = written.text();
    String expression =
        IDENTIFIER.matcher(name).matches()
            ? name
            : "row['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    return new Template(name, place, List.of(new Template.Expression(expression, place)));
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  void wrongKind(Node node, String what, String expected) {
    String found =
        node instanceof ScalarNode
            ? "text"
            : node instanceof SequenceNode ? "a list" : "keys with values";
    issues.error(
        "SPEC-003", place(node), "%s must be %s, but is %s".formatted(what, expected, found), "");
  }
}
