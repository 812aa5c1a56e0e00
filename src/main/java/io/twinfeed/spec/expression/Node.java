package io.twinfeed.spec.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of an expression that decides what a null means. Everything else, which is null as soon as
 * one operand is, stands in {@link Strict} and is computed by CEL.
 *
 * <p>Values are those of CEL, with {@code NullValue.NULL_VALUE} for null. Nodes have no state.
 */
sealed interface Node
    permits Strict,
        Fold,
        Node.Constant,
        Node.Column,
        Node.TwinId,
        Node.Local,
        Node.Logic,
        Node.Choice,
        Node.Coalesce,
        Node.Same,
        Node.In,
        Node.Widened,
        Node.Items,
        Node.Entries {

  Object value(Frame frame) throws CelEvaluationException;

  static boolean isNull(Object value) {
    return value instanceof NullValue;
  }

  /** A literal, a parameter, or what was computed ahead. */
  record Constant(Object constant) implements Node {
    @Override
    public Object value(Frame frame) {
      return constant;
    }
  }

  /** A column, by its position. */
  record Column(int index) implements Node {
    @Override
    public Object value(Frame frame) {
      return frame.column(index);
    }
  }

  /** The id that the rule has made of the row. */
  record TwinId() implements Node {
    @Override
    public Object value(Frame frame) {
      return frame.twinId();
    }
  }

  /** The variable of a macro such as {@code map}. */
  record Local(int slot) implements Node {
    @Override
    public Object value(Frame frame) {
      return frame.local(slot);
    }
  }

  /**
   * And, or: SQL's three values, and CEL's rule that an error does not matter where the other side
   * decides.
   *
   * @param decisive what either side needs to be to decide: false for and, true for or
   */
  record Logic(boolean decisive, Node left, Node right) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      Object first;
      try {
        first = left.value(frame);
      } catch (CelEvaluationException e) {
        if (right.value(frame).equals(decisive)) {
          return decisive;
        }
        throw e;
      }
      if (first.equals(decisive)) {
        return decisive;
      }
      Object second = right.value(frame);
      if (second.equals(decisive)) {
        return decisive;
      }
      return isNull(first) || isNull(second) ? NullValue.NULL_VALUE : (Object) !decisive;
    }
  }

  /** The conditional: a null condition counts as false. */
  record Choice(Node condition, Node then, Node otherwise) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      return (condition.value(frame).equals(true) ? then : otherwise).value(frame);
    }
  }

  /** The first of two values that is not null. */
  record Coalesce(Node first, Node second) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      Object value = first.value(frame);
      return isNull(value) ? second.value(frame) : value;
    }
  }

  /** Equal or not equal; null is a value like any other. */
  record Same(boolean equal, Node left, Node right) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      return Equality.same(left.value(frame), right.value(frame)) == equal;
    }
  }

  /** Whether a list or the keys of a map have a value, which may be null. */
  record In(Node value, Node container) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      Object within = container.value(frame);
      return isNull(within) ? within : (Object) Equality.contains(within, value.value(frame));
    }
  }

  /** An int where the other branch of a choice has a decimal or a double. */
  record Widened(ResultType to, Node node) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      Object value = node.value(frame);
      if (!(value instanceof Long number)) {
        return value;
      }
      return to == ResultType.DECIMAL
          ? BigDecimal.valueOf(number).stripTrailingZeros()
          : (Object) number.doubleValue();
    }
  }

  /** A list literal; it may hold nulls. */
  record Items(List<Node> items) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      List<Object> values = new ArrayList<>(items.size());
      for (Node item : items) {
        values.add(item.value(frame));
      }
      return values;
    }
  }

  /** A map literal; its values may be null, its keys may not. */
  record Entries(List<Node> keys, List<Node> values) implements Node {
    @Override
    public Object value(Frame frame) throws CelEvaluationException {
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).value(frame);
        if (isNull(key)) {
          throw new CelEvaluationException("a key of a map is null");
        }
        if (entries.put(key, values.get(i).value(frame)) != null) {
          throw new CelEvaluationException("a map has the key " + key + " twice");
        }
      }
      return entries;
    }
  }
}
