package io.twinfeed.spec.expression;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.Template;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test resources name these functions as a jar would. */
class AddedFunctionsTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("code", ColumnType.STRING),
          new Column("price", ColumnType.DECIMAL),
          new Column("at", ColumnType.TIMESTAMP));

  private final Issues issues = new Issues();

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "acme.normalise(at) → EXPR-005 acme.normalise() can't be applied to timestamp",
        "acme.normalize(code) → EXPR-005 there is no function acme.normalize",
        "acme.normalise(code) + 1 → EXPR-005 + can't be applied to string and int",
        "acme.normalise('fail') → EXPR-007 this never has a value: acme.normalise failed: no code",
      })
  void are_checked_like_any_function(String expression, String expected) {
    Expressions.of(COLUMNS, Map.of(), Map.of()).resultType(template(expression), issues);
    assertThat(issues.all())
        .singleElement()
        .satisfies(each -> assertThat(each.code() + " " + each.message()).startsWith(expected));
  }

  @Test
  void fail_a_row_and_not_the_run() {
    assertThatThrownBy(() -> value("acme.normalise(code)", "fail", null, null))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("${acme.normalise(code)}: acme.normalise failed: no code");
    assertThatThrownBy(() -> value("acme.wrong(code)", "a", null, null))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("${acme.wrong(code)}: acme.wrong gave a java.lang.Integer instead of int");
  }

  @Test
  void compute_values_and_are_null_where_an_argument_is() throws EvaluationException {
    assertThat(value("acme.normalise(code)", " a-1 ", null, null)).isEqualTo("A-1");
    assertThat(value("acme.normalise(code)", null, null, null)).isNull();
    assertThat(value("acme.normalise(price)", null, new BigDecimal("1.5"), null))
        .isEqualTo(new BigDecimal("3"));
    Instant at = Instant.parse("2026-01-31T08:30:00Z");
    assertThat(value("acme.later(at, 2)", null, null, at)).isEqualTo(at.plusSeconds(2));
    assertThat(value("'x' + acme.normalise(code).trim()", "a", null, null)).isEqualTo("xA");
  }

  @Test
  void may_give_null_inside_another_function() throws EvaluationException {
    assertThat(value("acme.normalise(code)", "", null, null)).isNull();
    assertThat(value("'x' + acme.normalise(code)", "", null, null)).isNull();
    assertThat(value("coalesce(acme.normalise(code), 'none')", "", null, null)).isEqualTo("none");
    assertThat(value("acme.normalise(code) == null", "", null, null)).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "normalise → a name is two words with a dot between them, such as acme.normalise",
        "math.normalise → the word before the dot has a meaning of its own",
        "row.normalise → the word before the dot has a meaning of its own",
        "acme.normalise → there are two with the same arguments",
      })
  void are_refused_where_they_could_not_be_called(String name, String problem) {
    AddedFunctions added = AddedFunctions.of(List.of(new Named(name), new Named(name)));
    assertThat(added.functions()).isEmpty();
    assertThatThrownBy(added::requireSound)
        .isInstanceOf(TwinfeedException.class)
        .hasMessageContaining("the function " + name + " of ")
        .hasMessageEndingWith(problem);
  }

  private @Nullable Object value(String expression, @Nullable Object... row)
      throws EvaluationException {
    CompiledTemplate compiled =
        Expressions.of(COLUMNS, Map.of(), Map.of()).compile(template(expression), issues);
    assertThat(issues.all()).isEmpty();
    return requireNonNull(compiled).evaluate(row, null);
  }

  private static Template template(String expression) {
    Place place = new Place("f", 1, 1);
    return new Template(expression, place, List.of(new Template.Expression(expression, place)));
  }

  /** Cuts and capitalises text; has no value for "fail" and null for nothing. */
  public static final class Normalise implements ExpressionFunction {
    @Override
    public String name() {
      return "acme.normalise";
    }

    @Override
    public List<Type> arguments() {
      return List.of(Type.STRING);
    }

    @Override
    public Type result() {
      return Type.STRING;
    }

    @Override
    public @Nullable Object apply(List<Object> arguments) throws Exception {
      String text = (String) arguments.get(0);
      if (text.equals("fail")) {
        throw new Exception("no code");
      }
      return text.isEmpty() ? null : text.strip().toUpperCase(Locale.ROOT);
    }
  }

  /** The other overload: twice a decimal. */
  public static final class NormaliseNumber implements ExpressionFunction {
    @Override
    public String name() {
      return "acme.normalise";
    }

    @Override
    public List<Type> arguments() {
      return List.of(Type.DECIMAL);
    }

    @Override
    public Type result() {
      return Type.DECIMAL;
    }

    @Override
    public Object apply(List<Object> arguments) {
      return ((BigDecimal) arguments.get(0)).multiply(new BigDecimal("2"));
    }
  }

  /** A time, some seconds later. */
  public static final class Later implements ExpressionFunction {
    @Override
    public String name() {
      return "acme.later";
    }

    @Override
    public List<Type> arguments() {
      return List.of(Type.TIMESTAMP, Type.INT);
    }

    @Override
    public Type result() {
      return Type.TIMESTAMP;
    }

    @Override
    public Object apply(List<Object> arguments) {
      return ((Instant) arguments.get(0)).plusSeconds((Long) arguments.get(1));
    }
  }

  /** Promises a long and gives an Integer. */
  public static final class Wrong implements ExpressionFunction {
    @Override
    public String name() {
      return "acme.wrong";
    }

    @Override
    public List<Type> arguments() {
      return List.of(Type.STRING);
    }

    @Override
    public Type result() {
      return Type.INT;
    }

    @Override
    public Object apply(List<Object> arguments) {
      return 7;
    }
  }

  private record Named(String name) implements ExpressionFunction {
    @Override
    public List<Type> arguments() {
      return List.of(Type.STRING);
    }

    @Override
    public Type result() {
      return Type.STRING;
    }

    @Override
    public Object apply(List<Object> arguments) {
      return arguments.get(0);
    }
  }
}
