package io.twinfeed.spec.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template, compiled for the columns of one source. Safe for several threads. */
public interface CompiledTemplate {

  /**
   * Its value for one row.
   *
   * @param row the values of the source's columns, in their order, typed as ColumnType says; null
   *     for NULL
   * @param twinId the id that the rule has made of this row; null where there is none yet
   * @return null, or a String, Long, Double, BigDecimal, Boolean, Instant, byte[], List or Map
   * @throws EvaluationException if it has no value for this row: a division by zero, an overflow
   */
  @Nullable Object evaluate(@Nullable Object[] row, @Nullable String twinId)
      throws EvaluationException;

  /** The columns that it reads, by their place in a row. */
  Set<Integer> columns();
}
