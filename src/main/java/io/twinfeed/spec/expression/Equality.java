package io.twinfeed.spec.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Whether two values are the same. Null is the same as null only; numbers go by their value. */
final class Equality {
  private Equality() {}

  static boolean same(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return Numbers.compare(left, right, comparison -> comparison == 0);
    }
    if (left instanceof List<?> lefts && right instanceof List<?> rights) {
      return lefts.size() == rights.size() && sameItems(lefts, rights);
    }
    if (left instanceof Map<?, ?> lefts && right instanceof Map<?, ?> rights) {
      return lefts.size() == rights.size()
          && lefts.entrySet().stream()
              .allMatch(
                  each ->
                      rights.containsKey(each.getKey())
                          && same(each.getValue(), rights.get(each.getKey())));
    }
    return left.equals(right);
  }

  /** Whether a list has the value as an item, or a map as a key. */
  static boolean contains(Object container, Object value) {
    if (container instanceof Map<?, ?> map) {
      return map.keySet().stream().anyMatch(key -> same(key, value));
    }
    return ((List<?>) container).stream().anyMatch(item -> same(item, value));
  }

  private static boolean sameItems(List<?> lefts, List<?> rights) {
    Iterator<?> right = rights.iterator();
    return lefts.stream().allMatch(left -> same(left, right.next()));
  }
}
