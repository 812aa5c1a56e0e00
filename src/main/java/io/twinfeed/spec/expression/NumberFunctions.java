package io.twinfeed.spec.expression;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The operators and functions that CEL lacks for decimals, and for int together with double.
 *
 * <p>Equality is not among the bindings: {@link Equality} decides it. It is declared for the pairs
 * that make sense, and decimal with double is not one of them.
 */
final class NumberFunctions {
  /** Stands in for CEL's own overload, which writes exponents. */
  static final String DOUBLE_TO_STRING = "twinfeed_double_to_string";

  private enum Kind {
    INT(SimpleType.INT, Long.class),
    DECIMAL(CelTypes.DECIMAL, BigDecimal.class),
    DOUBLE(SimpleType.DOUBLE, Double.class);

    final CelType type;
    final Class<?> values;

    Kind(CelType type, Class<?> values) {
      this.type = type;
      this.values = values;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Immutable
  private interface OfDecimals {
    BigDecimal apply(BigDecimal left, BigDecimal right) throws CelEvaluationException;
  }

  @Immutable
  private interface OfDoubles {
    double apply(double left, double right);
  }

  @Immutable
  private interface Comparison extends IntPredicate {}

  @Immutable
  private record Operator(String function, String word, OfDecimals decimals, OfDoubles doubles) {}

  private static final List<Operator> OPERATORS =
      List.of(
          new Operator("_+_", "add", BigDecimal::add, (left, right) -> left + right),
          new Operator("_-_", "subtract", BigDecimal::subtract, (left, right) -> left - right),
          new Operator("_*_", "multiply", BigDecimal::multiply, (left, right) -> left * right),
          new Operator("_/_", "divide", Numbers::divide, (left, right) -> left / right),
          new Operator("math.@max", "max", BigDecimal::max, Math::max),
          new Operator("math.@min", "min", BigDecimal::min, Math::min));

  private static final Map<String, Comparison> COMPARISONS =
      Map.of("_<_", c -> c < 0, "_<=_", c -> c <= 0, "_>_", c -> c > 0, "_>=_", c -> c >= 0);

  private NumberFunctions() {}

  static void addTo(FunctionTable table) {
    for (Kind left : Kind.values()) {
      for (Kind right : Kind.values()) {
        if (left != right || left == Kind.DECIMAL) {
          addPair(table, left, right);
        }
      }
    }
    addEquality(table);
    addConversions(table);
    addRounding(table);
  }

  private static void addPair(FunctionTable table, Kind left, Kind right) {
    boolean decimal = left == Kind.DECIMAL || right == Kind.DECIMAL;
    for (Operator operator : OPERATORS) {
      String id = id(operator.word(), left, right);
      // CEL has its own int with double for these two, and gives back the argument as it was
      if (operator.function().startsWith("math.") && !decimal) {
        continue;
      }
      table.add(
          operator.function(),
          CelOverloadDecl.newGlobalOverload(
              id, decimal ? CelTypes.DECIMAL : SimpleType.DOUBLE, left.type, right.type),
          CelFunctionBinding.from(
              id,
              List.of(left.values, right.values),
              args ->
                  decimal
                      ? operator
                          .decimals()
                          .apply(Numbers.decimal(args[0]), Numbers.decimal(args[1]))
                          .stripTrailingZeros()
                      : (Object)
                          operator
                              .doubles()
                              .apply(
                                  ((Number) args[0]).doubleValue(),
                                  ((Number) args[1]).doubleValue())));
    }
    COMPARISONS.forEach(
        (function, holds) -> {
          String id = id("compare" + function, left, right);
          table.add(
              function,
              CelOverloadDecl.newGlobalOverload(id, SimpleType.BOOL, left.type, right.type),
              CelFunctionBinding.from(
                  id,
                  List.of(left.values, right.values),
                  args -> Numbers.compare(args[0], args[1], holds)));
        });
  }

  private static void addEquality(FunctionTable table) {
    List<Kind[]> pairs =
        List.of(
            new Kind[] {Kind.INT, Kind.DOUBLE},
            new Kind[] {Kind.DOUBLE, Kind.INT},
            new Kind[] {Kind.INT, Kind.DECIMAL},
            new Kind[] {Kind.DECIMAL, Kind.INT});
    for (Kind[] pair : pairs) {
      for (String function : List.of("_==_", "_!=_")) {
        table.declare(
            function,
            CelOverloadDecl.newGlobalOverload(
                id(function, pair[0], pair[1]), SimpleType.BOOL, pair[0].type, pair[1].type));
      }
    }
    for (Kind kind : List.of(Kind.DOUBLE, Kind.DECIMAL)) {
      table.declare(
          "@in",
          CelOverloadDecl.newGlobalOverload(
              id("in_list", kind, Kind.INT),
              SimpleType.BOOL,
              kind.type,
              dev.cel.common.types.ListType.create(SimpleType.INT)));
    }
  }

  private static void addConversions(FunctionTable table) {
    unary(table, "decimal", Kind.INT, CelTypes.DECIMAL, Numbers::decimal);
    unary(table, "decimal", Kind.DOUBLE, CelTypes.DECIMAL, Numbers::decimal);
    unary(table, "decimal", Kind.DECIMAL, CelTypes.DECIMAL, number -> number);
    table.addOwn(
        "decimal",
        CelOverloadDecl.newGlobalOverload("decimal_string", CelTypes.DECIMAL, SimpleType.STRING),
        CelFunctionBinding.from("decimal_string", String.class, Numbers::parse));
    unary(
        table,
        "double",
        Kind.DECIMAL,
        SimpleType.DOUBLE,
        number -> Numbers.toDouble((BigDecimal) number));
    unary(
        table, "int", Kind.DECIMAL, SimpleType.INT, number -> Numbers.toLong((BigDecimal) number));
    unary(
        table,
        "string",
        Kind.DECIMAL,
        SimpleType.STRING,
        number -> Numbers.text((BigDecimal) number));
    table.bind(
        CelFunctionBinding.from(DOUBLE_TO_STRING, Double.class, number -> Numbers.text(number)));
  }

  private static void addRounding(FunctionTable table) {
    decimals(table, "-_", BigDecimal::negate);
    decimals(table, "math.abs", BigDecimal::abs);
    decimals(table, "math.ceil", number -> number.setScale(0, RoundingMode.CEILING));
    decimals(table, "math.floor", number -> number.setScale(0, RoundingMode.FLOOR));
    decimals(table, "math.trunc", number -> number.setScale(0, RoundingMode.DOWN));
    // Half away from zero, as CEL rounds doubles
    decimals(table, "math.round", number -> number.setScale(0, RoundingMode.HALF_UP));
    decimals(table, "math.sign", number -> BigDecimal.valueOf(number.signum()));
  }

  private static void decimals(FunctionTable table, String function, OfDecimal compute) {
    unary(
        table,
        function,
        Kind.DECIMAL,
        CelTypes.DECIMAL,
        number -> compute.apply((BigDecimal) number).stripTrailingZeros());
  }

  @Immutable
  private interface OfDecimal {
    BigDecimal apply(BigDecimal number);
  }

  @Immutable
  private interface OfOne {
    Object apply(Object number) throws CelEvaluationException;
  }

  private static void unary(
      FunctionTable table, String function, Kind kind, CelType result, OfOne compute) {
    String id = "twinfeed_" + function + "_" + kind.word();
    CelOverloadDecl overload = CelOverloadDecl.newGlobalOverload(id, result, kind.type);
    CelFunctionBinding binding =
        CelFunctionBinding.from(id, List.of(kind.values), args -> compute.apply(args[0]));
    if (function.equals("decimal")) {
      table.addOwn(function, overload, binding);
    } else {
      table.add(function, overload, binding);
    }
  }

  private static String id(String word, Kind left, Kind right) {
    return "twinfeed_" + word + "_" + left.word() + "_" + right.word();
  }
}
