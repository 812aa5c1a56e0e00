package io.twinfeed.local.query;

import io.twinfeed.twin.Value;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids that a WHERE clause fixes ({@code $dtId = 'a' AND …}), so that a query for a few twins
 * does not walk through all.
 */
final class Pins {
  private Pins() {}

  /** The only values that a member of a collection may have, in order; null if any. */
  static @Nullable NavigableSet<String> of(@Nullable Condition where, int slot, String member) {
    if (where instanceof Condition.And and) {
      NavigableSet<String> left = of(and.left(), slot, member);
      NavigableSet<String> right = of(and.right(), slot, member);
      if (left != null && right != null) {
        left.retainAll(right);
      }
      return left != null ? left : right;
    }
    if (where instanceof Condition.OneOf oneOf && isMember(oneOf.operand(), slot, member)) {
      return texts(oneOf.values());
    }
    if (where instanceof Condition.Compare compare && compare.by() == Comparison.EQ) {
      if (isMember(compare.left(), slot, member)
          && compare.right() instanceof Operand.Constant constant) {
        return texts(Set.of(constant.value()));
      }
      if (isMember(compare.right(), slot, member)
          && compare.left() instanceof Operand.Constant constant) {
        return texts(Set.of(constant.value()));
      }
    }
    return null;
  }

  private static boolean isMember(Operand operand, int slot, String member) {
    return operand.equals(new Operand.Property(slot, List.of(member)));
  }

  private static NavigableSet<String> texts(Set<Value> values) {
    NavigableSet<String> texts = new TreeSet<>();
    for (Value value : values) {
      if (value instanceof Value.Text text) {
        texts.add(text.text());
      }
    }
    return texts;
  }
}
