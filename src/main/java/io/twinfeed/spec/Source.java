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
 * @param lookups rows of other sources that each row brings along
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
    List<Text> sensitive,
    List<Lookup> lookups)
    implements Serializable {

  public Source {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    sensitive = List.copyOf(sensitive);
    lookups = List.copyOf(lookups);
  }

  /** Parallel ranges over a column. */
  public record Partition(Text by, int into) implements Serializable {}

  /**
   * The row of another source whose key is in columns of this one. Its columns are those of this
   * source, too: {@code name.column}.
   *
   * @param from the other source; it names its key
   * @param by the columns of this source that hold the other's key, in its order
   */
  public record Lookup(Text name, Text from, List<Text> by) implements Serializable {
    public Lookup {
      by = List.copyOf(by);
    }

    /** What a column of the other source is called here. */
    public String column(String theirs) {
      return name.text() + "." + theirs;
    }
  }

  /**
   * Reads only what has changed.
   *
   * @param lag how far behind the database's clock the next mark is set
   */
  public record Watermark(Text column, Duration lag) implements Serializable {}
}
