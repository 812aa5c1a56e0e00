package io.twinfeed.spec;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or a query of a database.
 *
 * @param table null if there is a query
 * @param query null if there is a table
 * @param columns the columns to read; empty for all
 * @param where a condition in SQL, with {@code :parameter}s
 * @param key the columns that name a row for good; may be empty
 * @param deleted the column that is true (or not zero, or not NULL) in rows that count as absent
 * @param sensitive columns whose values never leave in rejects, plans or reports
 */
public record Source(
    Text name,
    Text connection,
    @Nullable Text table,
    @Nullable Text query,
    List<Text> columns,
    @Nullable Text where,
    List<Text> key,
    @Nullable Partition partition,
    @Nullable Watermark watermark,
    @Nullable Text deleted,
    List<Text> sensitive)
    implements Serializable {

  public Source {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    sensitive = List.copyOf(sensitive);
  }

  /** Parallel ranges over a column. */
  public record Partition(Text by, int into) implements Serializable {}

  /**
   * Reads only what has changed.
   *
   * @param lag how far behind the database's clock the next mark is set
   */
  public record Watermark(Text column, Duration lag) implements Serializable {}
}
