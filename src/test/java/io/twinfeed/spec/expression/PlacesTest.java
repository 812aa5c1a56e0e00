package io.twinfeed.spec.expression;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.yaml.PipelineReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in an expression is shown where it stands, however YAML has it written. */
class PlacesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${code +\n           \u00abcod}",
        "|\n          x\n          ${code +\n             \u00abcod}",
        "|\n\n          ${code\n\n             + \u00abcod}\n\n",
        ">-\n          some text\n          ${code +\n          \u00abcod}",
        ">-\n          ${code +\n\n          \u00abcod}",
        "'it''s ${''\u00fc'' +\n           \u00abcod}'",
        "\"\\u00fc\\\" ${code + \\\"\\U0001f600\\\" + \u00abcod}\"",
        "\"${code + \\\n           \u00abcod}\"",
        "|\n          ${code +\n          '\ud83d\ude00' + \u00abcod}",
        // Errors of syntax are found by another part of CEL
        "|\n          ${code +\n             code \u00abcode}",
        ">-\n          ${code\n          + \u00ab* code}",
      })
  void shows_a_mistake_on_any_line_where_it_is(String value) {
    assertFoundAtMark("    properties:\n      name: " + value + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code == 'a'\n      || \u00abcod == 'b'",
        "|\n      code == 'a' ||\n        \u00abcod == 'b'",
        "|\n      ${code == 'a' ||\n\n      \u00abcod == 'b'}",
        "\"code == '\\u00fc' || \u00abcod == 'b'\"",
      })
  void shows_a_mistake_in_a_condition_where_it_is(String value) {
    assertFoundAtMark("    when: " + value + "\n");
  }

  private static void assertFoundAtMark(String rest) {
    for (String lineBreak : List.of("\n", "\r\n")) {
      String marked =
          ("twins:\n  - name: a\n    from: s\n    model: m\n    id: i\n" + rest)
              .replace("\n", lineBreak);
      int mark = marked.indexOf('\u00ab');
      String before = marked.substring(0, mark);
      Issues issues = new Issues();
      PipelineSpec spec =
          requireNonNull(PipelineReader.read("f", marked.replace("\u00ab", ""), new Issues()));
      TwinRule rule = spec.twins().get(0);
      Expressions over = Expressions.untyped(List.of("code"), Map.of());
      if (rule.when() != null) {
        over.compileCondition(rule.when(), issues);
      }
      rule.properties().forEach(each -> over.resultType(((Plain) each.feed()).value(), issues));

      int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
      int from = before.lastIndexOf('\n') + 1;
      assertThat(issues.all())
          .as("%s", issues.all())
          .first()
          .satisfies(
              each ->
                  assertThat(each.place())
                      .isEqualTo(new Place("f", line, before.codePointCount(from, mark) + 1)));
    }
  }
}
