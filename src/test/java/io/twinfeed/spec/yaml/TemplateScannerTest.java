package io.twinfeed.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Template;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateScannerTest {
  private final Issues issues = new Issues();

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "a ${b → 3: SPEC-005 a placeholder is not closed",
        "${'}' → 1: SPEC-005 a placeholder is not closed",
        "${{'a': 1} → 1: SPEC-005 a placeholder is not closed",
        "${a // } → 1: SPEC-005 a placeholder is not closed",
        "${} → 1: SPEC-005 a placeholder is empty",
        "x${env:HOME} → 2: SPEC-006 ${env:HOME} works only in connections, target and state",
        "${file:/a} → 1: SPEC-006 ${file:/a} works only in connections, target and state",
      })
  void reports(String value, String expected) {
    scan(value);
    assertThat(issues.all())
        .extracting(
            each ->
                java.util.Objects.requireNonNull(each.place()).column()
                    + ": "
                    + each.code()
                    + " "
                    + each.message())
        .containsExactly(expected);
  }

  @Test
  void splits_text_and_placeholders() {
    assertThat(scan("machine-${code}-${n + 1}!"))
        .containsExactly(
            new Template.Literal("machine-"),
            new Template.Expression("code", new Place("f", 1, 11)),
            new Template.Literal("-"),
            new Template.Expression("n + 1", new Place("f", 1, 19)),
            new Template.Literal("!"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "${'}'} → '}'",
        "${\"}\"} → \"}\"",
        "${'\\'}'} → '\\'}'",
        "${r'\\'} → r'\\'",
        "${bar'\\'}'} → bar'\\'}'",
        "${'''it's }'''} → '''it's }'''",
        "${{'a': {'b': 1}}} → {'a': {'b': 1}}",
      })
  void knows_the_strings_and_braces_of_cel(String value, String expected) {
    assertThat(scan(value))
        .singleElement()
        .extracting(part -> ((Template.Expression) part).source().strip())
        .isEqualTo(expected.strip());
    assertThat(issues.all()).isEmpty();
  }

  @Test
  void knows_the_comments_of_cel() {
    assertThat(scan("${a // } and '\n}")).hasSize(1);
    assertThat(issues.all()).isEmpty();
  }

  @Test
  void takes_a_doubled_dollar_as_text() {
    assertThat(scan("$${a} $ } {b} $$ ${c}"))
        .containsExactly(
            new Template.Literal("${a} $ } {b} $$ "),
            new Template.Expression("c", new Place("f", 1, 20)));
    assertThat(scan("")).containsExactly(new Template.Literal(""));
  }

  private List<Template.Part> scan(String value) {
    return new TemplateScanner(value, at -> new Place("f", 1, at + 1), "", issues).scan().parts();
  }
}
