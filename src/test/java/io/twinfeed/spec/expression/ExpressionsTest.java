package io.twinfeed.spec.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Template;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '"',
      value = {
        "number + → 18: EXPR-001",
        "nmuber + 1 → 10: EXPR-002 there is no column nmuber (did you mean number?)",
        "1 + nmuber → 14: EXPR-002 there is no column nmuber (did you mean number?)",
        "twice → 10: EXPR-002 more than one column can be meant by twice (give the columns different names in the query)",
        "row['Order'] → 14: EXPR-002 there is no column Order (did you mean Order #?)",
        "row → 10: EXPR-003 row needs the name of a column (write row['NAME'])",
        "row[text] → 10: EXPR-003 row[…] needs a name in quotes, not an expression (write row['NAME'])",
        "params.plnat → 10: EXPR-004 the parameter plnat is not declared (did you mean plant?)",
        "text + number → 15: EXPR-005 + can't be applied to string and int (text and another value are joined with string(…), or by two placeholders)",
        "price == ratio → 16: EXPR-005 == can't be applied to decimal and double (a double is seldom equal to a decimal: compare with decimal(…) of it, or with < and >)",
        "price == 'x' → 16: EXPR-005 == can't be applied to decimal and string (both sides need one type: convert one with string(…), int(…), decimal(…))",
        "price - text → 16: EXPR-005 - can't be applied to decimal and string (it takes (decimal, decimal) or (decimal, double) or (decimal, int))",
        "upperAsci(text) → 19: EXPR-005 there is no function upperAsci (did you mean upperAscii?)",
        "dyn(number) → 13: EXPR-005 there is no function dyn",
        "number ? 1 : 2 → 17: EXPR-005 ?: can't be applied to int and int and int (a condition is a bool, and both values have one type)",
        "coalesce(number, 'none') → 18: EXPR-005 coalesce(int, string) mixes types (the values of a coalesce have one type)",
        "1 / 0 → 12: EXPR-007 this never has a value: division by zero",
        "number / 2 → 17: EXPR-006 the quotient of two ints is an int: 7 / 2 is 3 (write decimal(…) or double(…) around one of them to keep the fraction)",
        "Thing{a: 1} → 15: EXPR-001 messages such as Thing{} are not supported",
      })
  void reports(String expression, String expected) {
    assertThat(Bench.issues(expression)).singleElement().asString().startsWith(expected);
  }

  @Test
  void reports_every_unknown_name_at_once() {
    assertThat(Bench.issues("nmuber + params.limt + row['x']")).hasSize(3);
  }

  @Test
  void reports_a_value_that_cannot_stand_inside_text() {
    Place place = new Place("file.yaml", 1, 1);
    Template template =
        new Template(
            "x-${raw}",
            place,
            List.of(new Template.Literal("x-"), new Template.Expression("raw", place)));
    Issues issues = new Issues();
    assertThat(Bench.EXPRESSIONS.compile(template, issues)).isNull();
    assertThat(issues.all())
        .singleElement()
        .extracting("message")
        .isEqualTo("a value of the type bytes can't stand inside text");
  }

  @Test
  void reports_a_condition_that_is_no_bool() {
    Issues issues = new Issues();
    assertThat(Bench.EXPRESSIONS.compileCondition(Bench.expression("number"), issues)).isNull();
    assertThat(issues.all())
        .extracting(Bench::line)
        .containsExactly(
            "10: EXPR-008 a condition is true or false, but this is of the type int (compare it"
                + " with something)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '"',
      value = {
        "number / (number - 7) → ${number / (number - 7)}: division by zero",
        "price / (number - 7) → ${price / (number - 7)}: division by zero",
        "9223372036854775807 + number → ${9223372036854775807 + number}: overflow of an int",
        "int(price * 1e300) → ${int(price * 1e300)}: 125",
        "int(text) → ${int(text)}",
        "decimal(text) → ${decimal(text)}: 'abc' is not a number",
        "decimal(text + '1e999999999') → ${decimal(text + '1e999999999')}",
        "price + ratio / 0.0 → ${price + ratio / 0.0}: Infinity has no decimal value",
        "[text][number] → ${[text][number]}",
      })
  void has_no_value(String expression, String expected) {
    assertThatThrownBy(() -> Bench.value(expression))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '"',
      value = {
        // null in an operator or function
        "nothing + 1 → null",
        "-nothing → null",
        "!unknown → null",
        "empty.upperAscii() → null",
        "text.replace('a', empty) → null",
        "noPrice * 2 → null",
        "nothing < 1 → null",
        "string(nothing) → null",
        "id(text, empty) → null",
        "math.greatest(nothing, 1) → null",
        "[text, empty].join(' ') → null",
        "([text] + [empty]).join(' ') → null",
        "math.greatest([number, nothing]) → null",
        "([text] + [empty]).size() → 2",
        // what sees null
        "nothing == null → true",
        "nothing != null → false",
        "nothing == 0 → false",
        "noPrice == null → true",
        "noPrice == nothing → true",
        "nothing + 1 == null → true",
        "nothing in [1, 2] → false",
        "nothing in [1, none] → true",
        "text in ['abc', empty] → true",
        "unknown && false → false",
        "unknown && true → null",
        "unknown || true → true",
        "unknown || false → null",
        "unknown ? 'yes' : 'no' → no",
        "coalesce(empty, 'x') → x",
        "coalesce(nothing, nothing, 3) → 3",
        "coalesce(noPrice, 0) → 0",
        "coalesce(text.size() > 9 ? text : none, 'short') → short",
        "none → null",
        "active ? none : 1 → null",
        // an error does not matter where the other side decides
        "1 / (number - 7) > 0 || active → true",
        "number != 7 && 1 / (number - 7) > 0 → false",
        // numbers
        "number / 2 → 3",
        "number / 2.0 → 3.5",
        "number + ratio → 9.5",
        "ratio < number → true",
        "price + 1 → 13.5",
        "price * 1.19 → 14.875",
        "price - ratio → 10",
        "1 / price → 0.08",
        "decimal(1) / 3 → 0.3333333333333333333333333333333333",
        "-price → -12.5",
        "price > 12 → true",
        "price >= ratio → true",
        "decimal('12.50') == price → true",
        "decimal(ratio) == decimal('2.5') → true",
        "price in [1, 12] → false",
        "double(price) → 12.5",
        "int(price) → 12",
        "math.round(price) → 13",
        "math.greatest(price, 100) → 100",
        "string(decimal('1E+3')) → 1000",
        "string(1e30) → 1000000000000000000000000000000",
        "string(ratio * 1e-10) → 0.00000000025",
        "active ? price : 1 → 12.5",
        "active ? 1 : ratio → 1.0",
        // names
        "CODE + '-' + code → C1-C1",
        "row['Order #'] → order",
        "row['in'] → inside",
        "row['none'] → column",
        "params.plant → GB01",
        "params['limit'] + 1 → 6",
        "twinId → twin-1",
        "Twice + TWICE → ab",
        "['x'].map(text, text + text)[0] → xx",
        // time
        "at + duration('5m') > at → true",
        "at.getFullYear('Europe/Berlin') → 2024",
        "at - duration('1h') - at → PT-1H",
        "day + 'T' + hour → 2024-02-29T23:59:59.5",
        // macros over nulls
        "[text, empty, 'z'].filter(x, x != null).join('-') → abc-z",
        "[nothing, 3].exists(x, x > 2) → true",
        "[nothing, 3].all(x, x > 2) → null",
        "[nothing, 3].exists_one(x, x > 2) → true",
        "text.split('').map(c, c + code).join() → aC1bC1cC1",
        "{'a': nothing}['a'] → null",
        "{'a': nothing}.a + 1 → null",
      })
  void evaluates(String expression, String expected) throws EvaluationException {
    Object value = Bench.value(expression);
    String text = value instanceof BigDecimal number ? number.toPlainString() : value + "";
    assertThat(text).isEqualTo(expected);
  }

  @Test
  void gives_the_java_types_it_promises() throws EvaluationException {
    assertThat(Bench.value("number")).isEqualTo(7L);
    assertThat(Bench.value("number + 1")).isEqualTo(8L);
    assertThat(Bench.value("5u")).isEqualTo(5L);
    assertThat(Bench.value("price + price")).isEqualTo(new BigDecimal("25"));
    assertThat(Bench.value("ratio + ratio")).isEqualTo(5.0);
    assertThat(Bench.value("!active")).isEqualTo(false);
    assertThat(Bench.value("at + duration('1s')"))
        .isEqualTo(Instant.parse("2024-02-29T12:00:01.000001Z"));
    assertThat(Bench.value("raw")).isEqualTo(new byte[] {0, (byte) 0xFF});
    assertThat(Bench.value("active ? raw : raw")).isEqualTo(new byte[] {0, (byte) 0xFF});
    assertThat(Bench.value("[nothing, 1]")).isEqualTo(Arrays.asList(null, 1L));
    assertThat(Bench.value("{'a': [price]}"))
        .isEqualTo(Map.of("a", List.of(new BigDecimal("12.5"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", " Number ", "raw"})
  void gives_a_bare_column_without_cel(String expression) {
    assertThat(Bench.EXPRESSIONS.compile(Bench.expression(expression), new Issues()))
        .extracting(each -> each.getClass().getSimpleName())
        .isEqualTo("BareColumn");
  }

  @Test
  void joins_text_and_is_null_with_any_part() throws EvaluationException {
    assertThat(text("machine-", "code")).isEqualTo("machine-C1");
    assertThat(text("machine-", "empty")).isNull();
    assertThat(text("n", "price * 100")).isEqualTo("n1250");
    assertThat(text("n", "ratio")).isEqualTo("n2.5");
    assertThat(text("n", "at")).isEqualTo("n2024-02-29T12:00:00.000001Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "day → DATE",
        "hour → TIME",
        "number + 1 → INT",
        "coalesce(price, 0) → DECIMAL",
        "at - at → DURATION",
        "[1] → LIST",
        "{'a': 1} → MAP",
        "none → UNKNOWN",
        "number == null → BOOL"
      })
  void knows_the_type_of_the_result(String expression, ResultType expected) {
    assertThat(Bench.EXPRESSIONS.resultType(Bench.expression(expression), new Issues()))
        .isEqualTo(expected);
  }

  @Test
  void checks_names_and_functions_before_types_are_known() {
    Expressions untyped = Expressions.untyped(List.of("code", "rated_kw"), Map.of());
    Issues issues = new Issues();
    assertThat(untyped.resultType(Bench.expression("rated_kw * 1000.0"), issues)).isNotNull();
    assertThat(untyped.resultType(Bench.expression("code == 'R' ? 'a' : 'b'"), issues))
        .isEqualTo(ResultType.STRING);
    assertThat(untyped.resultType(Bench.expression("id(code, decimal(rated_kw))"), issues))
        .isEqualTo(ResultType.STRING);
    assertThat(issues.all()).isEmpty();
    untyped.resultType(Bench.expression("cod + foo(rated_kw)"), issues);
    assertThat(issues.all())
        .extracting(Bench::line)
        .containsExactly(
            "10: EXPR-002 there is no column cod (did you mean code?)",
            "19: EXPR-005 there is no function foo");
    assertThat(
            Expressions.untyped(null, Map.of())
                .resultType(Bench.expression("anything + 1"), new Issues()))
        .isNotNull();
  }

  private static @Nullable Object text(String before, String expression)
      throws EvaluationException {
    Place place = new Place("file.yaml", 1, 1);
    Template template =
        new Template(
            before + "${" + expression + "}",
            place,
            List.of(new Template.Literal(before), new Template.Expression(expression, place)));
    return Bench.compiled(template).evaluate(Bench.ROW, null);
  }
}
