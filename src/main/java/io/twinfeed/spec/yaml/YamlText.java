package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The text of a file, and where its parts stand. Scalars stay the text that was written. */
final class YamlText {
  /** More would be a way to write a small file that means a huge one. */
  private static final int MOST_ALIASES = 100;

  /** Far more than any section needs, and far less than would exhaust the stack. */
  private static final int DEEPEST = 50;

  private final String file;
  private final int[] points;
  private final Issues issues;

  YamlText(String file, String text, Issues issues) {
    this.file = file;
    this.points = text.codePoints().toArray();
    this.issues = issues;
  }

  /** The document's root; null if it cannot be used, which the issues then say. */
  @Nullable Node root() {
    String text = new String(points, 0, points.length);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            // Ours is the limit, since it says where
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      if (!plain(settings, text)) {
        return null;
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        issues.error(
            "YAML-006",
            new Place(file, 1, 1),
            "the file is empty",
            "pipelines/ has files to begin with");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark().or(e::getContextMark).map(this::place).orElse(Place.of(file));
      String problem = problem(e);
      boolean tab = problem.contains("TAB") || problem.contains("\\t");
      issues.error(
          tab ? "YAML-005" : "YAML-001",
          place,
          tab ? "a tab can't indent in YAML" : "this is not YAML: " + problem,
          tab ? "use spaces" : hint(problem));
      return null;
    } catch (ReaderException e) {
      issues.error(
          "YAML-001",
          place(e),
          "this is not YAML: it has the character U+%04X".formatted(e.getCodePoint()),
          "remove it, or write it as an escape in double quotes: \"\\0\"");
      return null;
    } catch (YamlEngineException e) {
      issues.error("YAML-001", new Place(file, 1, 1), "this is not YAML: " + e.getMessage(), "");
      return null;
    }
  }

  // Some begin in the middle of a sentence whose beginning is the context
  private static String problem(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    return problem.startsWith("but found another document")
        ? "a second document begins here, and a pipeline is one"
        : problem;
  }

  // The reader tells neither line nor column
  private Place place(ReaderException e) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < points.length && points[i] != e.getCodePoint(); i++) {
      boolean ends = endsLine(i);
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return new Place(file, line, column);
  }

  // A lone carriage return ends a line, too (YAML 1.2.2, 5.4)
  private boolean endsLine(int at) {
    return points[at] == '\n'
        || (points[at] == '\r' && (at + 1 == points.length || points[at + 1] != '\n'));
  }

  Place place(Node node) {
    return node.getStartMark().map(this::place).orElse(Place.of(file));
  }

  /** Where a character of a scalar's value stands, by its index in the value. */
  ScalarPlaces places(ScalarNode scalar) {
    return new ScalarPlaces(points, scalar, file, place(scalar));
  }

  /** Whether a comment follows a plain scalar, and so may be a part of it that got lost. */
  boolean isCutByComment(ScalarNode scalar) {
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getEndMark().isEmpty()) {
      return false;
    }
    int at = scalar.getEndMark().get().getIndex();
    while (at < points.length && points[at] == ' ') {
      at++;
    }
    return at < points.length && points[at] == '#';
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(Event event) {
    return event.getStartMark().map(this::place).orElse(Place.of(file));
  }

  private static String hint(String problem) {
    return problem.contains("mapping values are not allowed") || problem.contains("expected ',' or")
        ? "text that holds ': ', or that stands inside {} or [], must be quoted"
        : problem.contains("expected <block end>")
            ? "look at the indentation here, and for a quote above that is not closed; text that"
                + " holds ': ' must be quoted"
            : problem.contains("cannot start any token")
                ? "quote text that starts with such a character"
                : "";
  }

  // Tags and aliases are gone once the nodes are composed
  private boolean plain(LoadSettings settings, String text) {
    boolean plain = true;
    int aliases = 0;
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      Optional<?> tag =
          event instanceof ScalarEvent scalar
              ? scalar.getTag()
              : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
      if (tag.isPresent()) {
        issues.error(
            "YAML-003",
            place(event),
            "tags such as "
                + tag.get().toString().replace("tag:yaml.org,2002:", "!!")
                + " are not used here",
            "leave it out; quote text that starts with !");
        plain = false;
      }
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > DEEPEST) {
        issues.error(
            "YAML-007", place(event), "this is nested more than " + DEEPEST + " levels deep", "");
        return false;
      }
      if (event instanceof AliasEvent && ++aliases == MOST_ALIASES + 1) {
        issues.error(
            "YAML-004", place(event), "there are more than " + MOST_ALIASES + " aliases", "");
        plain = false;
      }
    }
    return plain;
  }
}
