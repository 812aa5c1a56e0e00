package io.twinfeed.spec.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operators and functions that are null if any operand is: one program of CEL over operands that
 * are known not to be null. It is null even where another operand fails.
 */
final class Strict implements Node {
  private final CelRuntime.Program program;
  private final List<Node> operands;
  private final Set<Integer> listsOfValues;

  /**
   * @param listsOfValues which operands are lists whose items are used up, so that a null item is a
   *     null operand: CEL would join it as the text "null"
   */
  Strict(CelRuntime.Program program, List<Node> operands, Set<Integer> listsOfValues) {
    this.program = program;
    this.operands = List.copyOf(operands);
    this.listsOfValues = Set.copyOf(listsOfValues);
  }

  /** The variable by which the program sees an operand; nobody can write such a name. */
  static String operand(int index) {
    return "@operand" + index;
  }

  @Override
  public Object value(Frame frame) throws CelEvaluationException {
    Map<String, Object> values = new HashMap<>();
    CelEvaluationException failure = null;
    for (int i = 0; i < operands.size(); i++) {
      try {
        Object value = operands.get(i).value(frame);
        if (Node.isNull(value) || (listsOfValues.contains(i) && hasNull(value))) {
          return NullValue.NULL_VALUE;
        }
        values.put(operand(i), value);
      } catch (CelEvaluationException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return known(program.eval(values));
  }

  private static boolean hasNull(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(Node::isNull);
  }

  private static Object known(@Nullable Object value) {
    if (value == null || value instanceof CelUnknownSet) {
      throw new IllegalStateException("an expression gave an unknown value: " + value);
    }
    return value instanceof com.google.protobuf.NullValue ? NullValue.NULL_VALUE : value;
  }
}
