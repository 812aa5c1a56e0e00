package io.twinfeed.local.query;

import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Turns a parsed query into a plan. For one query only. */
final class Compiler {
  /** The most ANDs and ORs, and the longest IN list (adt-service.md §2.1). */
  private static final int MOST = 50;

  /** Beyond what any property can have; texts of numbers can be as long as a query. */
  private static final int LARGEST_EXPONENT = 10_000;

  private final Names names;
  private int connectives;

  private Compiler(Names names) {
    this.names = names;
  }

  static Plan compile(TwinQueryParser.QueryContext query) {
    return new Compiler(Names.of(query.from())).plan(query);
  }

  private Plan plan(TwinQueryParser.QueryContext query) {
    TwinQueryParser.SelectContext select = query.select();
    TwinQueryParser.ProjectionContext projection = select.projection();
    List<Plan.Column> columns = new ArrayList<>();
    if (projection instanceof TwinQueryParser.ItemsContext items) {
      items.item().forEach(item -> columns.add(column(item)));
    }
    boolean counts = projection instanceof TwinQueryParser.CountContext;
    Condition where = query.where() == null ? null : condition(query.where().condition());
    if (names.related() != null) {
      checkJoin(query, where, counts || !columns.isEmpty());
    }
    return new Plan(
        query.from().collection.getType() == TwinQueryParser.DIGITALTWINS
            ? Plan.Collection.TWINS
            : Plan.Collection.RELATIONSHIPS,
        names.related(),
        counts ? Plan.Output.COUNT : Plan.Output.ROWS,
        columns,
        select.top() == null ? Integer.MAX_VALUE : top(select.top()),
        where);
  }

  // adt-service.md §5
  private static void checkJoin(
      TwinQueryParser.QueryContext query, @Nullable Condition where, boolean isProjected) {
    if (!isProjected) {
      throw Query.refused(
          query.select().getStart(), "a query with JOIN can't SELECT *: name what it is to give.");
    }
    if (Pins.of(where, Names.TWIN, "$dtId") == null
        && Pins.of(where, Names.TARGET, "$dtId") == null) {
      throw Query.refused(
          query.from().join(0).getStart(),
          "a query with JOIN must filter on the $dtId of its twins, with = or IN.");
    }
  }

  private Plan.Column column(TwinQueryParser.ItemContext item) {
    Operand.Property property = property(item.path());
    List<TwinQueryParser.NameContext> steps = item.path().name();
    String last = Names.text(steps.get(steps.size() - 1));
    return new Plan.Column(item.name() == null ? last : Names.text(item.name()), property);
  }

  private static int top(TwinQueryParser.TopContext top) {
    try {
      return Integer.parseInt(top.INTEGER().getText());
    } catch (NumberFormatException e) {
      throw Query.refused(top.INTEGER().getSymbol(), "TOP takes a number below 2147483648.");
    }
  }

  private Condition condition(ParseTree tree) {
    if (tree instanceof TwinQueryParser.NestedContext nested) {
      return condition(nested.condition());
    }
    if (tree instanceof TwinQueryParser.NegationContext negation) {
      return new Condition.Not(condition(negation.condition()));
    }
    if (tree instanceof TwinQueryParser.ConjunctionContext and) {
      count(and);
      return new Condition.And(condition(and.left), condition(and.right));
    }
    if (tree instanceof TwinQueryParser.DisjunctionContext or) {
      count(or);
      return new Condition.Or(condition(or.left), condition(or.right));
    }
    if (tree instanceof TwinQueryParser.ComparisonContext comparison) {
      return new Condition.Compare(
          operand(comparison.left), by(comparison.operator.getType()), operand(comparison.right));
    }
    if (tree instanceof TwinQueryParser.MembershipContext membership) {
      return membership(membership);
    }
    return call((TwinQueryParser.CallContext) tree);
  }

  private void count(ParserRuleContext at) {
    connectives++;
    if (connectives > MOST) {
      throw Query.refused(
          at.getStart(), "A query may have at most " + MOST + " AND and OR operators.");
    }
  }

  private static Comparison by(int token) {
    return switch (token) {
      case TwinQueryParser.EQ -> Comparison.EQ;
      case TwinQueryParser.NE -> Comparison.NE;
      case TwinQueryParser.LT -> Comparison.LT;
      case TwinQueryParser.LE -> Comparison.LE;
      case TwinQueryParser.GT -> Comparison.GT;
      default -> Comparison.GE;
    };
  }

  private Condition membership(TwinQueryParser.MembershipContext membership) {
    Set<Value> values = new LinkedHashSet<>();
    membership.literal().forEach(literal -> values.add(value(literal)));
    if (membership.literal().size() > MOST) {
      throw Query.refused(
          membership.operator, "An IN or NIN list may have at most " + MOST + " items.");
    }
    Condition oneOf = new Condition.OneOf(operand(membership.operand()), values);
    return membership.operator.getType() == TwinQueryParser.IN ? oneOf : new Condition.Not(oneOf);
  }

  private Condition call(TwinQueryParser.CallContext call) {
    String name = Names.text(call.function).toUpperCase(Locale.ROOT);
    if (name.equals("IS_OF_MODEL")) {
      return ofModel(call);
    }
    List<Operand> arguments = call.operand().stream().map(this::operand).toList();
    Function function = Function.ALL.get(name);
    if (function == null) {
      throw Query.refused(
          call.getStart(), "There is no function " + Names.text(call.function) + ".");
    }
    if (arguments.size() != function.arity()) {
      throw Query.refused(call.getStart(), name + " takes " + function.arity() + " argument(s).");
    }
    return new Condition.Call(function, arguments);
  }

  // IS_OF_MODEL([collection,] 'dtmi' [, exact])
  private Condition ofModel(TwinQueryParser.CallContext call) {
    List<TwinQueryParser.OperandContext> rest = new ArrayList<>(call.operand());
    boolean exact =
        rest.size() > 1 && rest.get(rest.size() - 1).getText().equalsIgnoreCase("exact");
    if (exact) {
      rest.remove(rest.size() - 1);
    }
    Integer slot = rest.isEmpty() ? null : names.slots().get(rest.get(0).getText());
    if (slot != null) {
      rest.remove(0);
    } else if (names.related() != null) {
      throw Query.refused(call.getStart(), "IS_OF_MODEL must name a collection beside a JOIN.");
    }
    if (rest.size() == 1
        && rest.get(0) instanceof TwinQueryParser.ConstantContext constant
        && value(constant.literal()) instanceof Value.Text model) {
      return new Condition.OfModel(
          slot == null ? Names.TWIN : slot,
          model.text(),
          exact ? Condition.OfModel.Descent.EXACT : Condition.OfModel.Descent.INCLUDED);
    }
    throw Query.refused(
        call.getStart(), "IS_OF_MODEL takes a collection, a model id in quotes, and exact.");
  }

  private Operand operand(TwinQueryParser.OperandContext operand) {
    return operand instanceof TwinQueryParser.ConstantContext constant
        ? new Operand.Constant(value(constant.literal()))
        : property(((TwinQueryParser.PropertyContext) operand).path());
  }

  // A first step that is no collection is a property of the only one.
  private Operand.Property property(TwinQueryParser.PathContext path) {
    List<String> steps = path.name().stream().map(Names::text).toList();
    Integer slot = names.slots().get(steps.get(0));
    if (slot != null) {
      return new Operand.Property(slot, steps.subList(1, steps.size()));
    }
    if (names.related() != null) {
      throw Query.refused(path.getStart(), "there is no collection " + steps.get(0) + ".");
    }
    return new Operand.Property(Names.TWIN, steps);
  }

  private static Value value(TwinQueryParser.LiteralContext literal) {
    String text = literal.getText();
    if (literal instanceof TwinQueryParser.TextContext) {
      return new Value.Text(unescape(text));
    }
    if (literal instanceof TwinQueryParser.NumberContext) {
      return number(literal, text);
    }
    return new Value.Bool(literal instanceof TwinQueryParser.YesContext);
  }

  private static Value number(TwinQueryParser.LiteralContext literal, String text) {
    try {
      Value.Num number = new Value.Num(new BigDecimal(text));
      if (Math.abs((long) number.number().scale()) <= LARGEST_EXPONENT) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Query.refused(literal.getStart(), "the number " + text + " is out of range.");
    }
    throw Query.refused(literal.getStart(), "the number " + text + " is out of range.");
  }

  private static String unescape(String quoted) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      if (quoted.charAt(i) == '\\') {
        i++;
      }
      text.append(quoted.charAt(i));
    }
    return text.toString();
  }
}
