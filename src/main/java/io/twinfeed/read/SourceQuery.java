package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.Connection;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a source is read: found out once, before the pipeline is built, and shipped to the workers.
 *
 * @param select a complete SELECT; its first columns are the own ones of {@code columns}
 * @param binds the values of its question marks: String, Long, Double or Boolean
 * @param columns what comes back, in this order, then those of {@code lookUps}
 * @param readers one for each column of its own
 * @param key the columns that name a row, as places in {@code columns}; empty if the file names
 *     none
 * @param deleted the place of the soft-delete flag; -1 if there is none
 * @param sensitive the places of columns whose values are kept to the pipeline
 * @param partition null for one range
 * @param tableColumns all columns of the table, whether they are read or not; empty for a query
 * @param partly how some of its rows are asked for
 * @param whole whether all rows are read: of a part, a row that does not come may well be there
 */
public record SourceQuery(
    String source,
    Connection connection,
    String select,
    List<Object> binds,
    List<Column> columns,
    List<ColumnReader> readers,
    List<Integer> key,
    int deleted,
    Set<Integer> sensitive,
    @Nullable Ranges partition,
    List<LookUp> lookUps,
    List<String> tableColumns,
    Partly partly,
    boolean whole)
    implements Serializable {

  public SourceQuery {
    binds = List.copyOf(binds);
    columns = List.copyOf(columns);
    readers = List.copyOf(readers);
    key = List.copyOf(key);
    sensitive = Set.copyOf(sensitive);
    lookUps = List.copyOf(lookUps);
    tableColumns = List.copyOf(tableColumns);
  }

  /**
   * A row of another source that each row brings along: its columns come after the own ones.
   *
   * @param from the other source
   * @param by the places of the columns that hold its key, in its order
   */
  public record LookUp(SourceQuery from, List<Integer> by) implements Serializable {
    public LookUp {
      by = List.copyOf(by);
    }
  }

  /** Whether a row counts as absent by the soft-delete flag. */
  public boolean isDeleted(SourceRow row) {
    if (deleted < 0) {
      return false;
    }
    Object flag = row.values()[deleted];
    if (flag instanceof Boolean is) {
      return is;
    }
    // A number is a flag, anything else a time or a name of who deleted it
    return flag instanceof Number number ? number.doubleValue() != 0 : flag != null;
  }

  /**
   * Those rows that may have been changed since a moment, those that do not say when they were
   * changed, and some others.
   *
   * @param moment for a source with a watermark
   * @param rows names of rows that are read, too, whether they changed or not
   * @return null if such a name does not tell how to find its row
   */
  public @Nullable SourceQuery since(Instant moment, List<String> rows) {
    Partly.Mark mark = Objects.requireNonNull(partly.mark(), "a source with a watermark");
    return part(mark, List.of(mark.since(moment, connection.timeZone())), rows);
  }

  /**
   * Some rows and no others.
   *
   * @param rows their names
   * @return null if such a name does not tell how to find its row
   */
  public @Nullable SourceQuery only(List<String> rows) {
    return part(null, List.of(), rows);
  }

  private @Nullable SourceQuery part(
      Partly.@Nullable Mark mark, List<Serializable> bounds, List<String> rows) {
    List<Object> values = new ArrayList<>(binds);
    values.addAll(bounds);
    for (String row : rows) {
      List<Serializable> one = partly.values(row);
      if (one == null) {
        return null;
      }
      values.addAll(one);
    }
    String condition = new Partly(mark, partly.key()).condition(rows.size());
    return new SourceQuery(
        source,
        connection,
        "SELECT * FROM (\n" + select + "\n) q WHERE " + condition,
        values,
        columns,
        readers,
        key,
        deleted,
        sensitive,
        partition,
        lookUps,
        tableColumns,
        partly,
        false);
  }

  /** How many of the columns are the source's own. */
  public int ownColumns() {
    return readers.size();
  }

  /**
   * Parallel ranges over a column.
   *
   * @param by the column as SQL
   * @param into how many
   * @param reader how the column is read: ranges of whole numbers are computed from their ends
   */
  public record Ranges(String by, int into, ColumnReader reader) implements Serializable {}

  /** The place of a column that the file names: as it is spelt, else in any case. */
  public int place(String name) {
    int similar = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        similar = i;
      }
    }
    if (similar < 0) {
      throw new TwinfeedException(
          Kind.SOURCE,
          "source " + source + ": there is no column " + name,
          "columns: " + String.join(", ", columns.stream().map(Column::name).toList()));
    }
    return similar;
  }
}
