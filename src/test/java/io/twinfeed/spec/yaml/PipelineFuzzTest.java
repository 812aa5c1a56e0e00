package io.twinfeed.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.rule.SpecCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a file looks like: issues, each at a place inside it, and nothing else. */
class PipelineFuzzTest {
  private static final List<String> FILES =
      Stream.of(
              "pipelines/bottling/bottling.yaml",
              "pipelines/organization/organization-update.yaml",
              "src/test/resources/io/twinfeed/spec/everything.yaml",
              "src/test/resources/io/twinfeed/spec/sound.yaml",
              "src/test/resources/golden/spec/mistakes.yaml")
          .map(PipelineFuzzTest::text)
          .toList();

  private static final List<String> ODD =
      List.of(
          "\t",
          "\0",
          "\u0007",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\ud83d\ude00",
          "\ud83d",
          "\r",
          "\r\n",
          "#",
          " #",
          ": ",
          "- ",
          "? ",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "!!int ",
          "!x ",
          "&a ",
          "*a",
          "<<: ",
          "|",
          ">-\n",
          "'",
          "\"",
          "\\",
          "${",
          "}",
          "$${",
          "{",
          "[",
          "]",
          ",",
          "@",
          "`",
          "~",
          "null",
          "${code +\n  }",
          "${'''}",
          "${\"\"\"",
          "${r'\\",
          "${[1,2",
          "${a.b.c.d}",
          "${x.map(y, y)}",
          "${1/0}",
          "${9223372036854775808}",
          "${twinId}",
          "${params.}",
          "${none ? none : none}",
          "${coalesce()}",
          "${id()}",
          "${env:}",
          "${file:\0}",
          ":plant",
          "{percent: 5}",
          "[[[[",
          "{a: {a: {a: ");

  @Property(tries = 500)
  void text_that_was_tampered_with_gives_issues_at_places_inside_it(@ForAll long seed) {
    Random random = new Random(seed);
    String text = FILES.get(random.nextInt(FILES.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      text = tampered(text, random);
    }

    check(text);
  }

  @Property(tries = 300)
  void a_node_in_the_wrong_place_gives_issues_and_never_an_unknown_key_without_one(
      @ForAll long seed) {
    Random random = new Random(seed);
    JsonNode file = PipelineSchema.parse(FILES.get(random.nextInt(4)));
    for (int i = random.nextInt(3); i >= 0; i--) {
      transplant(file, random);
    }

    Issues issues = check(file.toString());

    // The schema knows every key, and nothing of what names lead to
    if (issues.all().stream().noneMatch(each -> each.code().matches("SPEC-00\\d|YAML.*"))) {
      assertThat(PipelineSchema.problems(file)).as("%s", file).isEmpty();
    }
  }

  @Property(tries = 40)
  void deep_nesting_gives_issues(@ForAll long seed) {
    Random random = new Random(seed);
    int depth = random.nextInt(20_000);
    String open = List.of("[", "{a: ", "- ", "? ").get(random.nextInt(4));
    String text = FILES.get(random.nextInt(FILES.size()));
    int at = random.nextInt(text.length());

    check(text.substring(0, at) + open.repeat(depth) + text.substring(at));
  }

  @Property(tries = 40)
  void deep_expressions_give_issues(@ForAll long seed) {
    Random random = new Random(seed);
    int depth = random.nextInt(3_000);
    String expression =
        switch (random.nextInt(5)) {
          case 0 -> "(".repeat(depth) + "code" + ")".repeat(depth);
          case 1 -> "code" + " + code".repeat(depth);
          case 2 -> "code" + ".trim()".repeat(depth);
          case 3 -> "active ? ".repeat(depth) + "1" + " : 1".repeat(depth);
          default -> "[".repeat(depth) + "]".repeat(depth);
        };

    check(FILES.get(3).replace("name: ${code}", "name: \"${" + expression + "}\""));
  }

  private static Issues check(String text) {
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read("f", text, issues);
    if (spec != null) {
      SpecCheck.check(spec, null, Map.of(), name -> null, issues);
    } else {
      assertThat(issues.hasErrors()).isTrue();
    }
    List<String> lines = List.of(text.split("\r\n|[\r\n]", -1));
    assertThat(issues.all())
        .allSatisfy(
            each -> {
              Place place = each.place();
              assertThat(place).as("%s", each).isNotNull();
              assertThat(place.line()).as("%s", each).isBetween(0, lines.size());
              if (place.line() > 0) {
                String line = lines.get(place.line() - 1);
                assertThat(place.column())
                    .as("%s in %s", each, line)
                    .isBetween(0, line.codePointCount(0, line.length()) + 1);
              }
              assertThat(each.message()).isNotBlank();
            });
    assertThat(IssueReport.of(issues.all(), file -> text)).isNotNull();
    return issues;
  }

  private static String tampered(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(60));
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = lines.isEmpty() ? 0 : random.nextInt(lines.size());
    return switch (random.nextInt(lines.isEmpty() ? 1 : 9)) {
      case 0, 1 -> text.substring(0, at) + ODD.get(random.nextInt(ODD.size())) + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at);
      case 5 -> {
        lines.add(line, lines.get(random.nextInt(lines.size())));
        yield String.join("\n", lines);
      }
      case 6 -> {
        lines.set(line, lines.set(random.nextInt(lines.size()), lines.get(line)));
        yield String.join("\n", lines);
      }
      case 7 -> {
        lines.set(line, " ".repeat(random.nextInt(9)) + lines.get(line).strip());
        yield String.join("\n", lines);
      }
      // The value of a line becomes another
      default -> {
        String odd = ODD.get(random.nextInt(ODD.size()));
        lines.set(line, lines.get(line).replaceFirst(":.*", ": ") + odd);
        yield String.join("\n", lines);
      }
    };
  }

  /** Puts a part of the file elsewhere in it, or takes it away. */
  private static void transplant(JsonNode file, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    List<JsonNode> all = new ArrayList<>();
    collect(file, containers, all);
    JsonNode what = all.get(random.nextInt(all.size())).deepCopy();
    JsonNode where = containers.get(random.nextInt(containers.size()));
    if (where instanceof ArrayNode array) {
      array.add(what);
      return;
    }
    ObjectNode object = (ObjectNode) where;
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", what);
      case 2 -> {
        Section section = Section.values()[random.nextInt(Section.values().length)];
        object.set(section.keys().get(random.nextInt(section.keys().size())), what);
      }
      default -> object.set(name, what);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers, List<JsonNode> all) {
    all.add(node);
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(each -> collect(each, containers, all));
    }
  }

  private static String text(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
