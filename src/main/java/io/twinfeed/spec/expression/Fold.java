package io.twinfeed.spec.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.Collection;
import java.util.Map;

/**
 * The loop that CEL's macros {@code all}, {@code exists}, {@code map} and so on become. It is null
 * over a null.
 *
 * @param item where the variable stands
 * @param sum where what has been gathered so far stands
 * @param goesOn looked at before every step; only false ends the loop
 */
record Fold(int item, int sum, Node range, Node start, Node goesOn, Node step, Node result)
    implements Node {
  @Override
  public Object value(Frame frame) throws CelEvaluationException {
    Object over = range.value(frame);
    if (Node.isNull(over)) {
      return over;
    }
    Collection<?> items = over instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) over;
    frame.setLocal(sum, start.value(frame));
    for (Object each : items) {
      if (goesOn.value(frame).equals(false)) {
        break;
      }
      frame.setLocal(item, each);
      frame.setLocal(sum, step.value(frame));
    }
    return result.value(frame);
  }
}
