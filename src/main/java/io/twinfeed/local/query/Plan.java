package io.twinfeed.local.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query, compiled.
 *
 * @param related the name of the relationships that lead from the twins to those of a JOIN; null
 *     without one
 * @param columns empty for {@code *}
 * @param top the most rows wanted; {@link Integer#MAX_VALUE} for all
 */
record Plan(
    Collection collection,
    @Nullable String related,
    Output output,
    List<Column> columns,
    int top,
    @Nullable Condition where) {

  enum Collection {
    TWINS,
    RELATIONSHIPS
  }

  enum Output {
    ROWS,
    COUNT
  }

  record Column(String name, Operand.Property value) {}

  /** How many ids name one of its rows. */
  int position() {
    return collection == Collection.TWINS && related == null ? 1 : 2;
  }

  Plan {
    columns = List.copyOf(columns);
  }
}
