package io.twinfeed.shape;

import io.twinfeed.read.RowName;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.expression.CompiledTemplate;
import io.twinfeed.spec.expression.EvaluationException;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.twin.SafeId;
import io.twinfeed.twin.TwinId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the ids of one template. */
final class Ids {
  private final String what;
  private final CompiledTemplate template;

  /**
   * @param what names it in messages: {@code id}, {@code source}, {@code target}
   */
  Ids(String what, Template template, Expressions expressions) {
    this.what = what;
    this.template = Objects.requireNonNull(Feeding.compiled(expressions, template), "template");
  }

  Set<Integer> columns() {
    return template.columns();
  }

  TwinId of(@Nullable Object[] row) throws RowRejection {
    try {
      return made(row);
    } catch (RowRejection e) {
      throw e.code().equals("ROW-ID-NULL") ? e : e.about(columns(), "the " + what);
    }
  }

  private TwinId made(@Nullable Object[] row) throws RowRejection {
    Object value = evaluate(row);
    if (value == null) {
      throw new RowRejection(
          "ROW-ID-NULL",
          "the " + what + " would be null: a column that it is made of is NULL",
          "give the row a value, filter such rows with where:, or use coalesce()");
    }
    String id = RowName.text(value);
    String problem = SafeId.problem(id).orElse(null);
    if (problem != null) {
      String shown = id.length() > 60 ? id.substring(0, 57) + "…" : id;
      throw new RowRejection(
          "ROW-ID-ILLEGAL",
          "the %s '%s' %s".formatted(what, shown, problem),
          "escape it: ${id(column)} makes an id of any value");
    }
    return new TwinId(id);
  }

  /** As {@link #of}; null for a row that has no id. */
  @Nullable TwinId ifPossible(@Nullable Object[] row) {
    try {
      return of(row);
    } catch (RowRejection e) {
      return null; // the row is being rejected already, with a reason of its own
    }
  }

  private @Nullable Object evaluate(@Nullable Object[] row) throws RowRejection {
    try {
      return template.evaluate(row, null);
    } catch (EvaluationException e) {
      throw new RowRejection(
          "ROW-EXPRESSION", "the " + what + ": " + e.getMessage(), "guard the expression", e);
    }
  }
}
