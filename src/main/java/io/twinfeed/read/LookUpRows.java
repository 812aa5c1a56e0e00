package io.twinfeed.read;

import io.twinfeed.flow.Unreadable;
import io.twinfeed.read.SourceQuery.LookUp;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the rows that a row looks up behind its own columns. Pure. */
final class LookUpRows {
  private final SourceQuery query;

  LookUpRows(SourceQuery query) {
    this.query = query;
  }

  /**
   * A row with NULL in the place of rows that there are not. Where several rows have one key, their
   * columns can't be read, so that what uses them is rejected.
   *
   * @param tables the rows of each source that is looked up, in the order of the query's lookups,
   *     by {@link #key}
   */
  SourceRow with(SourceRow row, List<? extends Map<String, ? extends Iterable<SourceRow>>> tables) {
    @Nullable Object[] values = Arrays.copyOf(row.values(), query.columns().size());
    int place = row.values().length;
    for (int i = 0; i < query.lookUps().size(); i++) {
      LookUp lookUp = query.lookUps().get(i);
      int width = lookUp.from().ownColumns();
      String key = key(row, lookUp.by());
      Iterable<SourceRow> found = key == null ? null : tables.get(i).get(key);
      if (found != null) {
        SourceRow one = only(found.iterator());
        for (int column = 0; column < width; column++) {
          values[place + column] =
              one == null
                  ? new Unreadable(
                      "is not known: several rows of %s have the key that the row looks up"
                          .formatted(lookUp.from().source()))
                  : one.values()[column];
        }
      }
      place += width;
    }
    return new SourceRow(values);
  }

  private static @Nullable SourceRow only(Iterator<SourceRow> found) {
    SourceRow one = found.next();
    while (found.hasNext()) {
      if (!found.next().equals(one)) {
        return null;
      }
    }
    return one;
  }

  /**
   * Some values of a row as text, the same for numbers of one size whatever their type; null if one
   * of them is NULL or can't be read.
   */
  static @Nullable String key(SourceRow row, List<Integer> places) {
    StringBuilder key = new StringBuilder();
    for (int place : places) {
      Object value = row.values()[place];
      if (value == null || value instanceof Unreadable) {
        return null;
      }
      String text = text(value);
      key.append(text.length()).append(':').append(text);
    }
    return key.toString();
  }

  private static String text(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    }
    if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toString();
    }
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }
}
