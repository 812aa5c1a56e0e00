package io.twinfeed.read;

import java.io.Serializable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds the bounds between the ranges of a partitioned source. */
final class Splits {
  private Splits() {}

  /** Ascending, distinct bounds: at most one fewer than the ranges asked for, none for no rows. */
  static List<Range> of(SourceQuery query, SourceQuery.Ranges ranges, Connection connection)
      throws SQLException {
    return of(query, ranges, connection, 0);
  }

  /**
   * @param seconds how long the database may take; 0 for as long as it needs
   */
  static List<Range> of(
      SourceQuery query, SourceQuery.Ranges ranges, Connection connection, int seconds)
      throws SQLException {
    return Range.between(
        ranges.reader() == ColumnReader.LONG
            ? even(query, ranges, connection, seconds)
            : tiles(query, ranges, connection, seconds));
  }

  // Whole numbers: from the two ends, which an index gives at once
  private static List<Long> even(
      SourceQuery query, SourceQuery.Ranges ranges, Connection connection, int seconds)
      throws SQLException {
    String sql =
        "SELECT MIN(" + ranges.by() + "), MAX(" + ranges.by() + ") FROM (" + query.select() + ") q";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(seconds);
      bind(statement, query.binds());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getObject(1) == null) {
          return List.of();
        }
        return even(row.getLong(1), row.getLong(2), ranges.into());
      }
    }
  }

  static List<Long> even(long lowest, long highest, int into) {
    BigInteger low = BigInteger.valueOf(lowest);
    BigInteger span = BigInteger.valueOf(highest).subtract(low).add(BigInteger.ONE);
    List<Long> bounds = new ArrayList<>();
    for (int i = 1; i < into; i++) {
      long bound =
          low.add(span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(into)))
              .longValueExact();
      if (bound > lowest && (bounds.isEmpty() || bound > bounds.get(bounds.size() - 1))) {
        bounds.add(bound);
      }
    }
    return bounds;
  }

  // Anything else: the database cuts its own order, so that no rule of ours about text or fractions
  // has to agree with its
  private static List<Serializable> tiles(
      SourceQuery query, SourceQuery.Ranges ranges, Connection connection, int seconds)
      throws SQLException {
    String sql =
        "SELECT MIN(v) FROM (SELECT %s AS v, NTILE(%d) OVER (ORDER BY %s) AS tile FROM (\n%s\n) q WHERE %s IS NOT NULL) t GROUP BY tile ORDER BY 1"
            .formatted(ranges.by(), ranges.into(), ranges.by(), query.select(), ranges.by());
    List<Serializable> bounds = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(seconds);
      bind(statement, query.binds());
      try (ResultSet row = statement.executeQuery()) {
        row.next(); // the first tile begins at the lowest value: no bound
        while (row.next()) {
          Serializable bound = ranges.reader().bound(row, 1);
          if (bound != null && (bounds.isEmpty() || !bounds.get(bounds.size() - 1).equals(bound))) {
            bounds.add(bound);
          }
        }
      }
    }
    return bounds;
  }

  static int bind(PreparedStatement statement, List<? extends Object> binds) throws SQLException {
    int place = 1;
    for (Object bind : binds) {
      statement.setObject(place++, bind);
    }
    return place;
  }
}
