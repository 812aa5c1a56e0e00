package io.twinfeed.spec.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Random expressions mean the same to Twinfeed and to a tiny evaluator that knows SQL's null. */
class NullPropertyTest {
  private static final List<String> INTS = List.of("a", "b", "c");
  private static final List<String> BOOLS = List.of("p", "q");
  private static final Expressions EXPRESSIONS =
      Expressions.of(
          List.of(
              new Column("a", ColumnType.INT),
              new Column("b", ColumnType.INT),
              new Column("c", ColumnType.INT),
              new Column("p", ColumnType.BOOL),
              new Column("q", ColumnType.BOOL)),
          Map.of(),
          Map.of());

  /** What the evaluator gives for a division by zero or an overflow. */
  private static final Object FAILED = "failed";

  /** An expression as text, with its operands where these matter. */
  private record Tree(String operator, List<Tree> operands) {
    static Tree leaf(String text) {
      return new Tree(text, List.of());
    }

    @Override
    public String toString() {
      return switch (operator) {
        case "!", "neg" -> "(" + (operator.equals("!") ? "!" : "-") + "(" + operands.get(0) + "))";
        case "?" -> "(%s ? %s : %s)".formatted(operands.get(0), operands.get(1), operands.get(2));
        case "coalesce" ->
            "coalesce("
                + operands.stream().map(Tree::toString).collect(Collectors.joining(", "))
                + ")";
        case "in" ->
            "(%s in [%s, %s])".formatted(operands.get(0), operands.get(1), operands.get(2));
        case "exists" ->
            "[%s, %s].exists(x, x > %s)"
                .formatted(operands.get(0), operands.get(1), operands.get(2));
        default ->
            operands.isEmpty()
                ? operator
                : "(%s %s %s)".formatted(operands.get(0), operator, operands.get(1));
      };
    }

    @Nullable Object value(Map<String, @Nullable Object> row) {
      List<@Nullable Object> values = new ArrayList<>();
      operands.forEach(each -> values.add(each.value(row)));
      return switch (operator) {
        case "&&" -> decide(values.get(0), values.get(1), false);
        case "||" -> decide(values.get(0), values.get(1), true);
        case "?" ->
            FAILED.equals(values.get(0))
                ? FAILED
                : values.get(Boolean.TRUE.equals(values.get(0)) ? 1 : 2);
        case "coalesce" -> values.stream().filter(Objects::nonNull).findFirst().orElse(null);
        case "==", "!=" ->
            values.contains(FAILED)
                ? FAILED
                : (Object) (Objects.equals(values.get(0), values.get(1)) == operator.equals("=="));
        case "in" ->
            values.contains(FAILED)
                ? FAILED
                : (Object) values.subList(1, 3).contains(values.get(0));
        case "exists" -> exists(values);
        default -> operands.isEmpty() ? atom(row) : strict(values);
      };
    }

    private static @Nullable Object exists(List<@Nullable Object> values) {
      // The list is made first; then the comparisons are joined by "or"
      if (FAILED.equals(values.get(0)) || FAILED.equals(values.get(1))) {
        return FAILED;
      }
      return decide(
          greater(values.get(0), values.get(2)), greater(values.get(1), values.get(2)), true);
    }

    private static @Nullable Object greater(@Nullable Object left, @Nullable Object right) {
      return left == null || right == null
          ? null
          : FAILED.equals(right) ? FAILED : (Object) ((Long) left > (Long) right);
    }

    private static @Nullable Object decide(
        @Nullable Object left, @Nullable Object right, boolean decisive) {
      if (Objects.equals(left, decisive) || Objects.equals(right, decisive)) {
        return decisive;
      }
      if (FAILED.equals(left) || FAILED.equals(right)) {
        return FAILED;
      }
      return left == null || right == null ? null : (Object) !decisive;
    }

    private @Nullable Object atom(Map<String, @Nullable Object> row) {
      return switch (operator) {
        case "none" -> null;
        case "true" -> true;
        case "false" -> false;
        default -> row.containsKey(operator) ? row.get(operator) : (Object) Long.valueOf(operator);
      };
    }

    private @Nullable Object strict(List<@Nullable Object> values) {
      if (values.contains(null)) {
        return null;
      }
      if (values.contains(FAILED)) {
        return FAILED;
      }
      if (operator.equals("!")) {
        return !(Boolean) Objects.requireNonNull(values.get(0));
      }
      BigInteger left = BigInteger.valueOf((Long) Objects.requireNonNull(values.get(0)));
      if (operator.equals("neg")) {
        return fit(left.negate());
      }
      BigInteger right = BigInteger.valueOf((Long) Objects.requireNonNull(values.get(1)));
      return switch (operator) {
        case "+" -> fit(left.add(right));
        case "-" -> fit(left.subtract(right));
        case "*" -> fit(left.multiply(right));
        case "/" -> right.signum() == 0 ? FAILED : fit(left.divide(right));
        case "<" -> left.compareTo(right) < 0;
        case ">=" -> left.compareTo(right) >= 0;
        default -> throw new AssertionError(operator);
      };
    }

    private static Object fit(BigInteger number) {
      return number.bitLength() <= 63 ? (Object) number.longValue() : FAILED;
    }
  }

  @Property(tries = 2000)
  void an_expression_is_what_sql_makes_of_its_nulls(
      @ForAll("bools") Tree tree, @ForAll("rows") List<@Nullable Object> row) {
    check(tree, row);
  }

  @Property(tries = 2000)
  void a_number_is_what_sql_makes_of_its_nulls(
      @ForAll("ints") Tree tree, @ForAll("rows") List<@Nullable Object> row) {
    check(tree, row);
  }

  private static void check(Tree tree, List<@Nullable Object> row) {
    Map<String, @Nullable Object> named = new java.util.HashMap<>();
    IntStream.range(0, 3).forEach(i -> named.put(INTS.get(i), row.get(i)));
    IntStream.range(0, 2).forEach(i -> named.put(BOOLS.get(i), row.get(i + 3)));
    Object expected = tree.value(named);
    Issues issues = new Issues();
    CompiledTemplate compiled = EXPRESSIONS.compile(Bench.expression(tree.toString()), issues);
    if (compiled == null) {
      // A part without any column that always fails is refused ahead
      assertThat(issues.all()).extracting("code").contains("EXPR-007").doesNotContain("EXPR-005");
      return;
    }
    assertThat(evaluated(compiled, row.toArray()))
        .as("%s over %s", tree, named)
        .isEqualTo(expected);
  }

  private static @Nullable Object evaluated(CompiledTemplate compiled, @Nullable Object[] row) {
    try {
      return compiled.evaluate(row, null);
    } catch (EvaluationException e) {
      return FAILED;
    }
  }

  @Provide
  Arbitrary<List<@Nullable Object>> rows() {
    Arbitrary<Long> number =
        Arbitraries.of(0L, 1L, 2L, -3L, Long.MAX_VALUE, Long.MIN_VALUE).injectNull(0.3);
    Arbitrary<Boolean> truth = Arbitraries.of(true, false).injectNull(0.3);
    return Combinators.combine(number, number, number, truth, truth)
        .as((a, b, c, p, q) -> java.util.Arrays.<@Nullable Object>asList(a, b, c, p, q));
  }

  @Provide
  Arbitrary<Tree> bools() {
    return bool(3);
  }

  @Provide
  Arbitrary<Tree> ints() {
    return integer(3);
  }

  private static Arbitrary<Tree> integer(int depth) {
    Arbitrary<Tree> leaf = Arbitraries.of("a", "b", "c", "1", "2", "none").map(Tree::leaf);
    if (depth == 0) {
      // An untyped null as the only operand would leave CEL no overload to choose
      return Arbitraries.of("a", "b", "c", "1", "2").map(Tree::leaf);
    }
    Arbitrary<Tree> deeper = Arbitraries.lazy(() -> integer(depth - 1));
    Arbitrary<Tree> condition = Arbitraries.lazy(() -> bool(depth - 1));
    return Arbitraries.oneOf(
        deeper,
        binary(Arbitraries.of("+", "-", "*", "/"), deeper),
        deeper.map(each -> new Tree("neg", List.of(each))),
        Combinators.combine(condition, deeper, Arbitraries.oneOf(deeper, leaf))
            .as((test, then, otherwise) -> new Tree("?", List.of(test, then, otherwise))),
        Combinators.combine(deeper, leaf, deeper)
            .as((a, b, c) -> new Tree("coalesce", List.of(a, b, c))));
  }

  private static Arbitrary<Tree> bool(int depth) {
    if (depth == 0) {
      return Arbitraries.of("p", "q", "true", "false").map(Tree::leaf);
    }
    Arbitrary<Tree> deeper = Arbitraries.lazy(() -> bool(depth - 1));
    Arbitrary<Tree> number = Arbitraries.lazy(() -> integer(depth - 1));
    return Arbitraries.oneOf(
        binary(Arbitraries.of("&&", "||", "==", "!="), deeper),
        binary(Arbitraries.of("<", ">=", "==", "!="), number),
        deeper.map(each -> new Tree("!", List.of(each))),
        Combinators.combine(number, number, number)
            .as((a, b, c) -> new Tree("in", List.of(a, b, c))),
        Combinators.combine(number, number, number)
            .as((a, b, c) -> new Tree("exists", List.of(a, b, c))),
        Combinators.combine(deeper, deeper, deeper)
            .as((a, b, c) -> new Tree("?", List.of(a, b, c))));
  }

  private static Arbitrary<Tree> binary(Arbitrary<String> operators, Arbitrary<Tree> operands) {
    return Combinators.combine(operators, operands, operands)
        .as((operator, left, right) -> new Tree(operator, List.of(left, right)));
  }
}
