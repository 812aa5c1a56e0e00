package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How some rows of a source are asked for: those that changed, and those of some keys.
 *
 * @param mark null for a source without a watermark
 * @param key one for each column of the key
 */
public record Partly(@Nullable Mark mark, List<KeyColumn> key) implements Serializable {

  public Partly {
    key = List.copyOf(key);
  }

  /**
   * The column that says when a row was changed.
   *
   * @param by the column as SQL
   * @param clock the database's, before any row is read
   */
  public record Mark(String by, ColumnReader reader, Instant clock) implements Serializable {

    /**
     * The lowest value in the column of rows that may have been changed since a moment. A column
     * without a zone counts local time, and when the clock is put back later rows show earlier
     * times.
     */
    Serializable since(Instant moment, ZoneId zone) {
      return switch (reader) {
        case ZONED_TIMESTAMP -> moment.atOffset(ZoneOffset.UTC);
        case UTC_TIMESTAMP -> LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        case TIMESTAMP -> earliest(moment, zone);
        case DATE -> earliest(moment, zone).toLocalDate();
        default -> throw new IllegalStateException("no time: " + reader);
      };
    }

    private LocalDateTime earliest(Instant moment, ZoneId zone) {
      LocalDateTime earliest = LocalDateTime.ofInstant(moment, zone);
      ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
      while (next != null && next.getInstant().isBefore(clock)) {
        if (next.getDateTimeAfter().isBefore(earliest)) {
          earliest = next.getDateTimeAfter();
        }
        next = zone.getRules().nextTransition(next.getInstant());
      }
      return earliest;
    }
  }

  /**
   * A column of the key.
   *
   * @param by the column as SQL
   * @param label as rows' names have it
   * @param exact whether the text in a row's name gives back the value that the database compares
   */
  public record KeyColumn(String by, String label, ColumnReader reader, boolean exact)
      implements Serializable {}

  static boolean canBeMark(ColumnReader reader) {
    return reader == ColumnReader.ZONED_TIMESTAMP
        || reader == ColumnReader.UTC_TIMESTAMP
        || reader == ColumnReader.TIMESTAMP
        || reader == ColumnReader.DATE;
  }

  /**
   * The values of a row's key.
   *
   * @param name of the row, as {@link RowName} gives it
   * @return null if the name does not give them back
   */
  @Nullable List<Serializable> values(String name) {
    if (key.isEmpty() || key.stream().anyMatch(column -> !column.exact())) {
      return null;
    }
    List<Serializable> values = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < key.size(); i++) {
      String begin = (i == 0 ? "" : ", ") + key.get(i).label() + "=";
      if (!name.startsWith(begin, from)) {
        return null;
      }
      from += begin.length();
      int to = name.length();
      if (i + 1 < key.size()) {
        String next = ", " + key.get(i + 1).label() + "=";
        to = name.indexOf(next, from);
        if (to < 0 || name.indexOf(next, to + 1) >= 0) {
          return null; // a value looks like the beginning of another one
        }
      }
      Serializable value = key.get(i).reader().ofText(name.substring(from, to));
      if (value == null) {
        return null;
      }
      values.add(value);
      from = to;
    }
    return values;
  }

  /** The condition for some rows; its question marks take a bound, and then the keys' values. */
  String condition(int rows) {
    List<String> any = new ArrayList<>();
    if (mark != null) {
      any.add(mark.by() + " >= ?");
      any.add(mark.by() + " IS NULL");
    }
    String one =
        "(" + String.join(" AND ", key.stream().map(each -> each.by() + " = ?").toList()) + ")";
    for (int i = 0; i < rows; i++) {
      any.add(one);
    }
    return any.isEmpty() ? "1 = 0" : String.join(" OR ", any);
  }

  static TwinfeedException noTime(String source, String column, String type) {
    return new TwinfeedException(
        Kind.SOURCE,
        "source %s: the watermark %s is %s, and no time".formatted(source, column, type),
        "watermark: takes a column of timestamps or dates; a query: can make one");
  }
}
