package io.twinfeed.read;

import io.twinfeed.spec.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of one source, for a person to compare with what they had in mind.
 *
 * @param database product and version; null if it could not be reached
 * @param columns those that are read, named as in the file; empty if they could not be asked for
 * @param columnsInAll how many the table or query has
 * @param rows how many the table has by the database's own statistics, before {@code where:}; null
 *     where {@code rowsKnown} says why it is not known
 * @param ranges null if the source is not partitioned, or could not be asked
 */
public record SourceReport(
    Source source,
    @Nullable String database,
    List<FoundColumn> columns,
    int columnsInAll,
    Key key,
    RowsKnown rowsKnown,
    @Nullable Long rows,
    @Nullable Ranges ranges) {

  public SourceReport {
    columns = List.copyOf(columns);
  }

  /** A source of which nothing is known; issues say why. */
  static SourceReport unknown(Source source, @Nullable String database) {
    return new SourceReport(
        source,
        database,
        List.of(),
        0,
        new Key(Uniqueness.NOT_ASKED, ""),
        RowsKnown.NOT_ASKED,
        null,
        null);
  }

  /** Whether the database answered. */
  public boolean isKnown() {
    return !columns.isEmpty();
  }

  /** What the database knows of the uniqueness of a source's key. */
  public enum Uniqueness {
    /** The key has the columns of the primary key, and maybe more. */
    PRIMARY_KEY,
    /** The key has the columns of a unique index, and maybe more. */
    UNIQUE_INDEX,
    /** A table without a unique index over the key. */
    NONE,
    /** A query or a view: no database knows of its rows. */
    NOT_A_TABLE,
    NOT_ASKED
  }

  /**
   * @param index the name of the unique index; else empty
   */
  public record Key(Uniqueness uniqueness, String index) {}

  /** Where a number of rows comes from, or why there is none. */
  public enum RowsKnown {
    STATISTICS,
    /** A table that was never analysed. */
    NO_STATISTICS,
    NOT_A_TABLE,
    /** A database that Twinfeed does not know how to ask. */
    OTHER_DATABASE,
    NOT_ASKED
  }

  /**
   * The parallel ranges that a run would make now.
   *
   * @param ranges in their order; empty if they were not asked for
   * @param whole whether the bounds are cut evenly between the lowest and the highest value; else
   *     between equal numbers of rows
   * @param indexed whether an index begins with the column, so that a range need not read the whole
   *     table; null if that is not known
   * @param notAsked why there are none: what completes "the ranges were not asked for: …"; empty if
   *     they are there
   */
  public record Ranges(
      List<Bounds> ranges, boolean whole, @Nullable Boolean indexed, String notAsked) {
    public Ranges {
      ranges = List.copyOf(ranges);
    }
  }

  /**
   * One range. The first takes the rows whose column is NULL, too.
   *
   * @param from inclusive; null for the first
   * @param to exclusive; null for the last
   */
  public record Bounds(@Nullable String from, @Nullable String to) {}
}
