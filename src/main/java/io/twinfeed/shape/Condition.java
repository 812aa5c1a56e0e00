package io.twinfeed.shape;

import io.twinfeed.spec.Template;
import io.twinfeed.spec.expression.CompiledTemplate;
import io.twinfeed.spec.expression.EvaluationException;
import io.twinfeed.spec.expression.Expressions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule's condition; a rule without one takes every row, and null counts as false. */
final class Condition {
  private final @Nullable CompiledTemplate when;

  Condition(@Nullable Template when, Expressions expressions) {
    this.when = Feeding.compiled(expressions, when);
  }

  Set<Integer> columns() {
    return when == null ? Set.of() : when.columns();
  }

  boolean holds(@Nullable Object[] row) throws RowRejection {
    if (when == null) {
      return true;
    }
    try {
      return Boolean.TRUE.equals(when.evaluate(row, null));
    } catch (EvaluationException e) {
      throw new RowRejection("ROW-EXPRESSION", "when: " + e.getMessage(), "guard the condition", e)
          .about(columns(), "when");
    }
  }
}
