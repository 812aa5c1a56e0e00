package io.twinfeed.spec.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import dev.cel.common.ast.CelMutableExprConverter;
import io.twinfeed.spec.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out what each name of a parsed expression stands for, before types are checked: a column,
 * {@code row['…']}, {@code params.x}, {@code twinId}, {@code none}, or the variable of a macro. A
 * name that stands for nothing is reported and then counts as a column of any type, so that the
 * rest is checked all the same.
 */
final class Names {
  /** The function that {@code none} and {@code null} become: a null that fits any type. */
  static final String NONE = "@none";

  /**
   * Conditionals of which one value is {@code none}: the other if the condition is true, or not.
   */
  static final String WHEN = "@when";

  static final String UNLESS = "@unless";

  static final String COALESCE = "coalesce";

  /** Names with a meaning of their own; a column that is called so needs {@code row['…']}. */
  static final Set<String> RESERVED =
      Set.of("none", "null", "params", "row", "twinId", "true", "false", "in");

  private final Variables variables;
  private final boolean hasTwin;
  private final ExpressionIssues issues;
  private final Set<String> scope = new HashSet<>();
  private final Set<Long> coalesced = new HashSet<>();
  private final Set<Integer> columns = new HashSet<>();

  /**
   * @param hasTwin whether the twin has its id by now
   */
  Names(Variables variables, boolean hasTwin, ExpressionIssues issues) {
    this.variables = variables;
    this.hasTwin = hasTwin;
    this.issues = issues;
  }

  CelAbstractSyntaxTree resolve(CelAbstractSyntaxTree parsed) {
    CelMutableExpr expression = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
    visit(expression);
    return CelAbstractSyntaxTree.newParsedAst(
        CelMutableExprConverter.fromMutableExpr(expression), parsed.getSource());
  }

  /** The conditionals that stand for a {@code coalesce}. */
  Set<Long> coalesced() {
    return coalesced;
  }

  /** The columns that the expression reads, by their place. */
  Set<Integer> columns() {
    return Set.copyOf(columns);
  }

  private void visit(CelMutableExpr expression) {
    switch (expression.getKind()) {
      case CONSTANT -> {
        if (expression.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
          none(expression);
        }
      }
      case IDENT -> identifier(expression);
      case SELECT -> {
        CelMutableExpr operand = expression.select().operand();
        if (isFree(operand, "params")) {
          parameter(expression, operand, expression.select().field());
        } else if (isFree(operand, "row")) {
          column(expression, operand, expression.select().field());
        } else if (isLookup(operand)) {
          column(expression, operand, operand.ident().name() + "." + expression.select().field());
        } else {
          visit(operand);
        }
      }
      case CALL -> call(expression);
      case LIST -> expression.list().elements().forEach(this::visit);
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    visit(entry.key());
                    visit(entry.value());
                  });
      case COMPREHENSION -> comprehension(expression.comprehension());
      default -> {
        issues.error(
            "EXPR-001",
            expression.id(),
            "messages such as " + expression.struct().messageName() + "{} are not supported",
            "");
        unknown(expression);
      }
    }
  }

  private void identifier(CelMutableExpr expression) {
    String name = expression.ident().name();
    if (scope.contains(name)) {
      return;
    }
    switch (name) {
      case "none" -> none(expression);
      case "twinId" -> {
        if (!hasTwin) {
          issues.error(
              "EXPR-009",
              expression.id(),
              "twinId is not known before the id is made: not in an id or a condition",
              "use the columns that the id is made of");
        }
        expression.setIdent(CelMutableIdent.create(Variables.TWIN_ID));
      }
      case "params" -> {
        issues.error("EXPR-004", expression.id(), "params needs a name", "write params.name");
        unknown(expression);
      }
      case "row" -> {
        issues.error(
            "EXPR-003", expression.id(), "row needs the name of a column", "write row['NAME']");
        unknown(expression);
      }
      default -> column(expression, expression, name);
    }
  }

  private void call(CelMutableExpr expression) {
    CelMutableCall call = expression.call();
    if (call.function().equals("_[_]")) {
      CelMutableExpr operand = call.args().get(0);
      boolean row = isFree(operand, "row");
      if (row || isFree(operand, "params")) {
        CelMutableExpr index = call.args().get(1);
        if (index.getKind() == Kind.CONSTANT
            && index.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
          String name = index.constant().stringValue();
          if (row) {
            column(expression, index, name);
          } else {
            parameter(expression, index, name);
          }
        } else {
          String what = row ? "row" : "params";
          issues.error(
              "EXPR-003",
              operand.id(),
              what + "[…] needs a name in quotes, not an expression",
              "write " + what + "['NAME']");
          unknown(expression);
        }
        return;
      }
    }
    if (call.target().isPresent() && isOwner(call.target().get())) {
      String name = call.target().get().ident().name() + "." + call.function();
      if (!Environment.FUNCTIONS.contains(name)) {
        issues.error(
            "EXPR-005",
            expression.id(),
            "there is no function " + name,
            Nearest.to(name, Environment.FUNCTIONS)
                .map(known -> "did you mean " + known + "?")
                .orElse(""));
        unknown(expression);
        return;
      }
    }
    call.target().filter(target -> !isNamespace(target, call.function())).ifPresent(this::visit);
    call.args().forEach(this::visit);
    simplify(expression, call);
  }

  // An open type among several overloads would make the checker take any of them. So a null that
  // was written goes as soon as it has been met.
  private void simplify(CelMutableExpr expression, CelMutableCall call) {
    switch (call.function()) {
      case COALESCE -> {
        if (call.target().isEmpty() && call.args().size() > 1) {
          choose(expression, call.args().stream().filter(each -> !isNone(each)).toList());
        }
      }
      case "_?_:_" -> {
        CelMutableExpr condition = call.args().get(0);
        CelMutableExpr then = call.args().get(1);
        CelMutableExpr otherwise = call.args().get(2);
        if (isNone(then) && isNone(otherwise)) {
          none(expression);
        } else if (isNone(then)) {
          expression.setCall(CelMutableCall.create(UNLESS, condition, otherwise));
        } else if (isNone(otherwise)) {
          expression.setCall(CelMutableCall.create(WHEN, condition, then));
        }
      }
      case "_&&_", "_||_", "_==_", "_!=_", "@in", "@not_strictly_false" -> {}
      default -> {
        if (Stream.concat(call.target().stream(), call.args().stream()).anyMatch(Names::isNone)) {
          none(expression);
        }
      }
    }
  }

  // coalesce(a, b, c) is coalesce(a, coalesce(b, c)). For the checker it is a conditional, whose
  // overloads it needs: CEL lets nobody but itself declare one function for any type and for some.
  private void choose(CelMutableExpr expression, List<CelMutableExpr> args) {
    if (args.isEmpty()) {
      none(expression);
      return;
    }
    CelMutableExpr rest = args.get(args.size() - 1);
    if (args.size() == 1) {
      expression.setCall(CelMutableCall.create(WHEN, always(expression), rest));
      return;
    }
    for (int i = args.size() - 2; i >= 0; i--) {
      CelMutableCall choice = CelMutableCall.create("_?_:_", always(expression), args.get(i), rest);
      long id = i == 0 ? expression.id() : issues.newIdAt(expression.id());
      rest = CelMutableExpr.ofCall(id, choice);
      coalesced.add(id);
    }
    expression.setCall(rest.call());
  }

  private CelMutableExpr always(CelMutableExpr at) {
    return CelMutableExpr.ofConstant(issues.newIdAt(at.id()), CelConstant.ofValue(true));
  }

  private void comprehension(CelMutableComprehension loop) {
    visit(loop.iterRange());
    visit(loop.accuInit());
    Set<String> added = new HashSet<>(Set.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()));
    added.removeAll(scope);
    scope.addAll(added);
    visit(loop.loopCondition());
    visit(loop.loopStep());
    visit(loop.result());
    scope.removeAll(added);
  }

  // math.round(x) is parsed like a method of a variable called math
  private boolean isNamespace(CelMutableExpr target, String function) {
    return target.getKind() == Kind.IDENT
        && isFree(target, target.ident().name())
        && Environment.FUNCTIONS.contains(target.ident().name() + "." + function);
  }

  // The first word of some function, and of no column
  private boolean isOwner(CelMutableExpr target) {
    if (target.getKind() != Kind.IDENT || !isFree(target, target.ident().name())) {
      return false;
    }
    String name = target.ident().name();
    return !variables.anyColumn()
        && variables.find(name).isEmpty()
        && Environment.FUNCTIONS.stream().anyMatch(each -> each.startsWith(name + "."));
  }

  private boolean isLookup(CelMutableExpr operand) {
    return operand.getKind() == Kind.IDENT
        && isFree(operand, operand.ident().name())
        && variables.isLookup(operand.ident().name());
  }

  private boolean isFree(CelMutableExpr expression, String name) {
    return expression.getKind() == Kind.IDENT
        && expression.ident().name().equals(name)
        && !scope.contains(name);
  }

  private void column(CelMutableExpr expression, CelMutableExpr written, String name) {
    if (variables.anyColumn()) {
      expression.setIdent(CelMutableIdent.create(Variables.ANY));
      return;
    }
    List<Integer> found = variables.find(name);
    if (found.size() == 1) {
      columns.add(found.get(0));
      expression.setIdent(CelMutableIdent.create(Variables.column(found.get(0))));
      return;
    }
    if (variables.isLookup(name)) {
      issues.error(
          "EXPR-002",
          written.id(),
          name + " is a row of another source",
          "name one of its columns: " + name + ".column");
    } else if (found.isEmpty()) {
      issues.error(
          "EXPR-002",
          written.id(),
          "there is no column " + name,
          Nearest.hint(name, variables.columnNames(), "columns"));
    } else {
      issues.error(
          "EXPR-002",
          written.id(),
          "more than one column can be meant by " + name,
          "give the columns different names in the query");
    }
    unknown(expression);
  }

  private void parameter(CelMutableExpr expression, CelMutableExpr written, String name) {
    if (variables.parameterNames().contains(name)) {
      expression.setIdent(CelMutableIdent.create(Variables.parameter(name)));
      return;
    }
    issues.error(
        "EXPR-004",
        written.id(),
        "the parameter " + name + " is not declared",
        variables.parameterNames().isEmpty()
            ? "declare it under parameters"
            : Nearest.hint(name, variables.parameterNames(), "parameters"));
    unknown(expression);
  }

  private static boolean isNone(CelMutableExpr expression) {
    return expression.getKind() == Kind.CALL && expression.call().function().equals(NONE);
  }

  private static void unknown(CelMutableExpr expression) {
    expression.setIdent(CelMutableIdent.create(Variables.ANY));
  }

  private static void none(CelMutableExpr expression) {
    expression.setCall(CelMutableCall.create(NONE));
  }
}
