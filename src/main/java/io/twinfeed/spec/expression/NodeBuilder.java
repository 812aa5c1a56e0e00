package io.twinfeed.spec.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a checked expression into nodes. What decides about null becomes a node of ours; each
 * largest part between those goes to CEL as one program.
 */
final class NodeBuilder {
  private static final Node NONE = new Node.Constant(NullValue.NULL_VALUE);

  private static final Set<String> DECIDE_ABOUT_NULL =
      Set.of(
          Names.NONE,
          Names.WHEN,
          Names.UNLESS,
          "_&&_",
          "_||_",
          "_?_:_",
          "_==_",
          "_!=_",
          "@in",
          "@not_strictly_false");

  /** Functions that use up the items of a list, rather than pass them on. */
  private static final Set<String> USE_ITEMS = Set.of("join", "math.@max", "math.@min");

  private final CelAbstractSyntaxTree checked;
  private final Set<Long> coalesced;
  private final Variables variables;
  private final ExpressionIssues issues;
  private final Map<String, Integer> locals = new HashMap<>();
  private int localCount;

  NodeBuilder(
      CelAbstractSyntaxTree checked,
      Set<Long> coalesced,
      Variables variables,
      ExpressionIssues issues) {
    this.checked = checked;
    this.coalesced = coalesced;
    this.variables = variables;
    this.issues = issues;
  }

  Node build() {
    return build(checked.getExpr());
  }

  /** How many variables of macros the nodes need, once they are built. */
  int localCount() {
    return localCount;
  }

  private Node build(CelExpr part) {
    return switch (part.getKind()) {
      case CONSTANT, SELECT -> strict(part);
      case IDENT -> variable(part.ident().name());
      case LIST -> new Node.Items(part.list().elements().stream().map(this::build).toList());
      case MAP -> entries(part.map());
      case COMPREHENSION -> fold(part.comprehension());
      case CALL -> call(part, part.call());
      case STRUCT, NOT_SET ->
          throw new IllegalStateException("an expression of the kind " + part.getKind());
    };
  }

  private Node call(CelExpr part, CelCall call) {
    if (!decidesAboutNull(call)) {
      return strict(part);
    }
    List<CelExpr> args = call.args();
    return switch (call.function()) {
      case Names.NONE -> NONE;
      case "_&&_" -> new Node.Logic(false, build(args.get(0)), build(args.get(1)));
      case "_||_" -> new Node.Logic(true, build(args.get(0)), build(args.get(1)));
      case "_?_:_" ->
          coalesced.contains(part.id())
              ? new Node.Coalesce(widened(part, args.get(1)), widened(part, args.get(2)))
              : new Node.Choice(
                  build(args.get(0)), widened(part, args.get(1)), widened(part, args.get(2)));
      case Names.WHEN -> new Node.Choice(build(args.get(0)), build(args.get(1)), NONE);
      case Names.UNLESS -> new Node.Choice(build(args.get(0)), NONE, build(args.get(1)));
      case "_==_" -> new Node.Same(true, build(args.get(0)), build(args.get(1)));
      case "_!=_" -> new Node.Same(false, build(args.get(0)), build(args.get(1)));
      case "@in" -> new Node.In(build(args.get(0)), build(args.get(1)));
      // Ends a loop only where its argument is false, and an error is not
      case "@not_strictly_false" ->
          new Node.Logic(true, build(args.get(0)), new Node.Constant(false));
      default -> throw new IllegalStateException("no node for " + call.function());
    };
  }

  private static boolean decidesAboutNull(CelCall call) {
    return call.target().isEmpty() && DECIDE_ABOUT_NULL.contains(call.function());
  }

  // An item of a list or map may be null although the list is not, and so may what was added give
  private boolean mayGiveNull(CelExpr part) {
    return part.getKind() == Kind.SELECT
        || (part.getKind() == Kind.CALL
            && (part.call().function().equals("_[_]")
                || AddedFunctions.isOne(checked.getReferenceOrThrow(part.id()).overloadIds())));
  }

  private Node widened(CelExpr whole, CelExpr part) {
    ResultType to = ResultType.of(checked.getTypeOrThrow(whole.id()));
    ResultType from = ResultType.of(checked.getTypeOrThrow(part.id()));
    return from == ResultType.INT && (to == ResultType.DECIMAL || to == ResultType.DOUBLE)
        ? new Node.Widened(to, build(part))
        : build(part);
  }

  private Node variable(String name) {
    Integer slot = locals.get(name);
    if (slot != null) {
      return new Node.Local(slot);
    }
    Node node = variables.node(name);
    if (node == null) {
      throw new IllegalStateException("an expression names " + name + ", which nothing declares");
    }
    return node;
  }

  private Node entries(CelMap map) {
    return new Node.Entries(
        map.entries().stream().map(entry -> build(entry.key())).toList(),
        map.entries().stream().map(entry -> build(entry.value())).toList());
  }

  private Node fold(CelComprehension loop) {
    Node range = build(loop.iterRange());
    Node start = build(loop.accuInit());
    Map<String, Integer> outer = new HashMap<>(locals);
    int item = localCount++;
    int sum = localCount++;
    locals.put(loop.iterVar(), item);
    locals.put(loop.accuVar(), sum);
    Node goesOn = build(loop.loopCondition());
    Node step = build(loop.loopStep());
    Node result = build(loop.result());
    locals.clear();
    locals.putAll(outer);
    return new Fold(item, sum, range, start, goesOn, step, result);
  }

  private Node strict(CelExpr part) {
    Carving carving = new Carving();
    CelExpr body = carving.carve(part, true);
    CelAbstractSyntaxTree tree =
        CelAbstractSyntaxTree.newCheckedAst(
            body, checked.getSource(), carving.references, checked.getTypeMap());
    try {
      Strict strict =
          new Strict(
              Environment.runtime().createProgram(tree),
              List.copyOf(carving.operands.values()),
              carving.listsOfValues);
      Node node = carving.operands.isEmpty() ? ahead(part, strict) : strict;
      if (!issues.failed()) {
        carving.quotients.forEach(this::warnOfQuotient);
      }
      return node;
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a checked expression can't be planned", e);
    }
  }

  private void warnOfQuotient(long part) {
    issues.warning(
        "EXPR-006",
        part,
        "the quotient of two ints is an int: 7 / 2 is 3",
        "write decimal(…) or double(…) around one of them to keep the fraction");
  }

  // Without an operand it is the same for every row
  private Node ahead(CelExpr part, Strict strict) {
    try {
      return new Node.Constant(strict.value(new Frame(new Object[0], null, 0)));
    } catch (CelEvaluationException e) {
      issues.error("EXPR-007", part.id(), "this never has a value: " + Failure.reason(e), "");
      return strict;
    }
  }

  /** Cuts a part out of the expression, with variables in place of what other nodes compute. */
  private final class Carving {
    final Map<Long, CelReference> references = new HashMap<>(checked.getReferenceMap());
    final Map<String, Node> operands = new LinkedHashMap<>();
    final Set<Integer> listsOfValues = new HashSet<>();
    final List<Long> quotients = new ArrayList<>();

    CelExpr carve(CelExpr part, boolean outermost) {
      boolean inside = outermost || !mayGiveNull(part);
      if (part.getKind() == Kind.CONSTANT
          && part.constant().getKind() != CelConstant.Kind.NOT_SET) {
        return part;
      }
      if (inside && part.getKind() == Kind.SELECT) {
        return CelExpr.ofSelect(
            part.id(), carve(part.select().operand(), false), part.select().field(), false);
      }
      if (inside && part.getKind() == Kind.CALL && !decidesAboutNull(part.call())) {
        return call(part);
      }
      return operand(part);
    }

    private CelExpr call(CelExpr part) {
      CelCall call = part.call();
      CelReference reference = checked.getReferenceOrThrow(part.id());
      if (reference.overloadIds().contains("double_to_string")) {
        references.put(part.id(), withoutExponents(reference));
      }
      if (reference.overloadIds().equals(List.of("divide_int64"))) {
        quotients.add(part.id());
      }
      List<CelExpr> args = new ArrayList<>();
      boolean usesItems = USE_ITEMS.contains(call.function());
      // The target is the first operand that is looked at
      var target = call.target().map(each -> argument(each, usesItems));
      call.args().forEach(each -> args.add(argument(each, usesItems)));
      return CelExpr.ofCall(
          part.id(), target, call.function(), com.google.common.collect.ImmutableList.copyOf(args));
    }

    private CelExpr argument(CelExpr part, boolean usesItems) {
      if (!usesItems || checked.getTypeOrThrow(part.id()).kind() != CelKind.LIST) {
        return carve(part, false);
      }
      CelExpr list = operand(part);
      listsOfValues.add(operands.size() - 1);
      return list;
    }

    private static CelReference withoutExponents(CelReference reference) {
      return CelReference.newBuilder()
          .addOverloadIds(
              reference.overloadIds().stream()
                  .map(id -> id.equals("double_to_string") ? NumberFunctions.DOUBLE_TO_STRING : id)
                  .toList())
          .build();
    }

    private CelExpr operand(CelExpr part) {
      String key = part.getKind() == Kind.IDENT ? part.ident().name() : "part " + operands.size();
      if (!operands.containsKey(key)) {
        operands.put(key, build(part));
      }
      int index = List.copyOf(operands.keySet()).indexOf(key);
      String name = Strict.operand(index);
      references.put(part.id(), CelReference.newBuilder().setName(name).build());
      return CelExpr.ofIdent(part.id(), name);
    }
  }
}
