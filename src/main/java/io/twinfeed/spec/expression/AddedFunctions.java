package io.twinfeed.spec.expression;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions that jars on the class path add.
 *
 * @param problem why they can't be used; null if they can
 */
record AddedFunctions(List<ExpressionFunction> functions, @Nullable String problem) {
  /** How the overload of an added function begins; no other does. */
  private static final String OVERLOAD = "added_";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*\\.[A-Za-z][A-Za-z0-9_]*");

  private static final Set<String> TAKEN = Set.of("math", "strings", "cel");

  AddedFunctions {
    functions = List.copyOf(functions);
  }

  static AddedFunctions load() {
    List<ExpressionFunction> found = new ArrayList<>();
    try {
      ServiceLoader.load(ExpressionFunction.class, ExpressionFunction.class.getClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError e) {
      return new AddedFunctions(List.of(), "a function can't be loaded: " + e.getMessage());
    }
    return of(found);
  }

  /** Those given, unless one of them can't be used. */
  static AddedFunctions of(List<ExpressionFunction> functions) {
    Set<String> overloads = new HashSet<>();
    for (ExpressionFunction each : functions) {
      String problem =
          !NAME.matcher(each.name()).matches()
              ? "a name is two words with a dot between them, such as acme.normalise"
              : isTaken(each.name())
                  ? "the word before the dot has a meaning of its own"
                  : each.arguments().isEmpty()
                      ? "it takes no argument"
                      : overloads.add(overload(each))
                          ? null
                          : "there are two with the same arguments";
      if (problem != null) {
        return new AddedFunctions(
            List.of(),
            "the function %s of %s: %s".formatted(each.name(), each.getClass().getName(), problem));
      }
    }
    return new AddedFunctions(functions, null);
  }

  private static boolean isTaken(String name) {
    String owner = name.substring(0, name.indexOf('.'));
    return TAKEN.contains(owner) || Names.RESERVED.contains(owner);
  }

  /**
   * @throws TwinfeedException of kind SPEC if they can't be used
   */
  void requireSound() {
    if (problem != null) {
      throw new TwinfeedException(
          Kind.SPEC, problem, "correct the jar, or take it from the class path");
    }
  }

  void addTo(FunctionTable table) {
    for (ExpressionFunction each : functions) {
      String id = overload(each);
      table.addOwn(
          each.name(),
          CelOverloadDecl.newGlobalOverload(
              id, cel(each.result()), each.arguments().stream().map(AddedFunctions::cel).toList()),
          binding(id, each));
    }
  }

  // That it has no state is what its contract asks for
  @SuppressWarnings("Immutable")
  private static CelFunctionBinding binding(String id, ExpressionFunction function) {
    List<Class<?>> classes = new ArrayList<>();
    function.arguments().forEach(each -> classes.add(each.javaType()));
    return CelFunctionBinding.from(id, classes, args -> call(function, args));
  }

  static boolean isOne(List<String> overloads) {
    return overloads.stream().anyMatch(each -> each.startsWith(OVERLOAD));
  }

  private static Object call(ExpressionFunction function, Object[] args)
      throws CelEvaluationException {
    Object value;
    try {
      value = function.apply(Arrays.asList(args));
    } catch (Exception e) {
      // Of code that is not ours any exception may come, and concerns this row alone
      throw new CelEvaluationException(function.name() + " failed: " + reason(e), e);
    }
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    if (!function.result().javaType().isInstance(value)) {
      throw new CelEvaluationException(
          "%s gave a %s instead of %s"
              .formatted(function.name(), value.getClass().getName(), word(function.result())));
    }
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    return value instanceof Instant time ? time.truncatedTo(ChronoUnit.MICROS) : value;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
  }

  private static String overload(ExpressionFunction function) {
    return OVERLOAD
        + function.name()
        + "_"
        + String.join("_", function.arguments().stream().map(AddedFunctions::word).toList());
  }

  private static String word(ExpressionFunction.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static CelType cel(ExpressionFunction.Type type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case DECIMAL -> CelTypes.DECIMAL;
      case BOOL -> SimpleType.BOOL;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
    };
  }
}
