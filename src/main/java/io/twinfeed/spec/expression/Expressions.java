package io.twinfeed.spec.expression;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles and checks the templates over one source. Safe for several threads; building one takes
 * some milliseconds, so keep it.
 *
 * <p>Null goes by SQL's rule: an operator or function with a null operand is null, {@code &&} and
 * {@code ||} know three values, a null condition counts as false, and {@code ==}, {@code !=} and
 * {@code in} see null as a value. A null operand makes an operator null even where another operand
 * fails, so the order of operands does not matter.
 */
public final class Expressions {
  /** Stands behind a lookup's name and a dot, where its columns are not known yet. */
  public static final String ANY_COLUMN = "*";

  // The specification of CEL keeps these for itself
  private static final Set<String> KEPT_BY_CEL =
      Set.of(
          ("as break const continue else for function if import let loop package namespace return"
                  + " var void while")
              .split(" "));

  private static final Pattern IDENTIFIER = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*");

  private final Variables variables;
  private final CelCompiler compiler;

  private Expressions(Variables variables) {
    Environment.ADDED.requireSound();
    this.variables = variables;
    this.compiler = Environment.compiler(variables);
  }

  /**
   * @param columns those of the source, in the order in which a row gives their values
   * @param parameters the parameters' values: String, Long, Double or Boolean as their type says; a
   *     parameter without a value is null
   */
  public static Expressions of(
      List<Column> columns, Map<String, Object> parameters, Map<String, ParameterType> types) {
    return new Expressions(
        new Variables(
            columns.stream().map(each -> new Variables.Known(each.name(), each.type())).toList(),
            types,
            parameters));
  }

  /** Whether expressions can say {@code name.column} and mean a column of a lookup. */
  public static boolean canName(String name) {
    return IDENTIFIER.matcher(name).matches()
        && name.strip().equals(name)
        && !Names.RESERVED.contains(name)
        && !KEPT_BY_CEL.contains(name)
        && Environment.FUNCTIONS.stream().noneMatch(each -> each.startsWith(name + "."));
  }

  /**
   * For checks before the columns' types are known: what it compiles can't be evaluated.
   *
   * @param columns their names; null if these are not known either
   */
  public static Expressions untyped(
      @Nullable List<String> columns, Map<String, ParameterType> types) {
    return new Expressions(
        new Variables(
            columns == null
                ? null
                : columns.stream().map(name -> new Variables.Known(name, null)).toList(),
            types,
            Map.of()));
  }

  /**
   * @return null if there is an error, which {@code issues} then says
   */
  public @Nullable CompiledTemplate compile(Template template, Issues issues) {
    List<Part> parts = parts(template, true, issues);
    return parts == null ? null : ReadyTemplate.of(template, parts);
  }

  /** As {@link #compile}, for {@code when}: anything but a bool is an error. */
  public @Nullable CompiledTemplate compileCondition(Template condition, Issues issues) {
    ResultType type = resultTypeWithoutTwin(condition, issues);
    if (type == null) {
      return null;
    }
    if (type != ResultType.BOOL && type != ResultType.UNKNOWN) {
      issues.error(
          "EXPR-008",
          condition.place(),
          "a condition is true or false, but this is of the type " + type.word(),
          "compare it with something");
      return null;
    }
    return compile(condition, new Issues());
  }

  /**
   * What the template gives where it is not null.
   *
   * @return null if it does not compile, which {@code issues} then says
   */
  public @Nullable ResultType resultType(Template template, Issues issues) {
    return resultType(template, true, issues);
  }

  /**
   * As {@link #resultType}, for ids and conditions, which are evaluated before the twin has an id:
   * {@code twinId} is an error.
   */
  public @Nullable ResultType resultTypeWithoutTwin(Template template, Issues issues) {
    return resultType(template, false, issues);
  }

  private @Nullable ResultType resultType(Template template, boolean hasTwin, Issues issues) {
    List<Part> parts = parts(template, hasTwin, issues);
    if (parts == null) {
      return null;
    }
    return template.isSingleExpression() ? parts.get(0).type() : ResultType.STRING;
  }

  /**
   * A part of a template, compiled.
   *
   * @param source as it was written
   * @param column the column that it is and nothing more; -1 otherwise
   * @param columns all that it reads
   */
  record Part(
      String source, Node node, ResultType type, int column, int locals, Set<Integer> columns) {
    Part {
      columns = Set.copyOf(columns);
    }
  }

  private @Nullable List<Part> parts(Template template, boolean hasTwin, Issues issues) {
    List<Part> parts = new ArrayList<>();
    boolean failed = false;
    for (Template.Part each : template.parts()) {
      if (each instanceof Template.Literal literal) {
        Node text = new Node.Constant(literal.text());
        parts.add(new Part(literal.text(), text, ResultType.STRING, -1, 0, Set.of()));
        continue;
      }
      Template.Expression expression = (Template.Expression) each;
      Part part = part(expression, hasTwin, issues);
      if (part == null) {
        failed = true;
        continue;
      }
      if (!template.isSingleExpression() && !part.type().fitsText()) {
        issues.error(
            "EXPR-005",
            expression.place(),
            "a value of the type " + part.type().word() + " can't stand inside text",
            part.type() == ResultType.LIST ? "join it: ${list.join(', ')}" : "");
        failed = true;
      }
      parts.add(part);
    }
    return failed ? null : parts;
  }

  private @Nullable Part part(Template.Expression expression, boolean hasTwin, Issues issues) {
    var bare = IDENTIFIER.matcher(expression.source());
    if (bare.matches() && !Names.RESERVED.contains(bare.group(1))) {
      List<Integer> found = variables.find(bare.group(1));
      if (found.size() == 1) {
        ColumnType type = variables.type(found.get(0));
        return new Part(
            expression.source(),
            new Node.Column(found.get(0)),
            type == null ? ResultType.UNKNOWN : ResultType.of(type),
            found.get(0),
            0,
            Set.of(found.get(0)));
      }
    }
    return compile(expression, hasTwin, new ExpressionIssues(expression, issues));
  }

  private @Nullable Part compile(
      Template.Expression expression, boolean hasTwin, ExpressionIssues issues) {
    CelValidationResult parsed = compiler.parse(expression.source());
    if (parsed.hasError()) {
      // What follows the first error of syntax is seldom true
      issues.add("EXPR-001", parsed.getErrors().get(0), false);
      return null;
    }
    try {
      issues.locateWith(parsed.getAst().getSource());
      Names names = new Names(variables, hasTwin, issues);
      CelValidationResult checked = compiler.check(names.resolve(parsed.getAst()));
      checked
          .getErrors()
          .forEach(
              each -> issues.add("EXPR-005", each, names.coalesced().contains(each.getExprId())));
      if (issues.failed()) {
        return null;
      }
      NodeBuilder builder = new NodeBuilder(checked.getAst(), names.coalesced(), variables, issues);
      Node node = builder.build();
      if (issues.failed()) {
        return null;
      }
      return new Part(
          expression.source(),
          node,
          ResultType.of(checked.getAst().getResultType()),
          node instanceof Node.Column column ? column.index() : -1,
          builder.localCount(),
          names.columns());
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has no tree", e);
    }
  }
}
