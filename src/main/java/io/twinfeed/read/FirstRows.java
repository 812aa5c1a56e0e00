package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a few rows of a source, in the order in which the database happens to give them. */
public final class FirstRows {
  private FirstRows() {}

  /**
   * Rows with what they look up. A source that is looked up is passed over as a whole, and of its
   * rows those are kept that are found.
   *
   * @param most how many at most; the database is told so, and is asked for no more
   * @throws TwinfeedException of kind SOURCE: the database can't be reached, or the query fails
   */
  public static List<SourceRow> of(SourceQuery query, int most) {
    List<SourceRow> rows = read(query, most, row -> true);
    if (query.lookUps().isEmpty()) {
      return rows;
    }
    List<Map<String, List<SourceRow>>> tables = new ArrayList<>();
    for (SourceQuery.LookUp lookUp : query.lookUps()) {
      tables.add(table(rows, lookUp));
    }
    LookUpRows lookUps = new LookUpRows(query);
    return rows.stream().map(row -> lookUps.with(row, tables)).toList();
  }

  private static Map<String, List<SourceRow>> table(
      List<SourceRow> rows, SourceQuery.LookUp lookUp) {
    Set<String> wanted = new HashSet<>();
    for (SourceRow row : rows) {
      String key = LookUpRows.key(row, lookUp.by());
      if (key != null) {
        wanted.add(key);
      }
    }
    SourceQuery from = lookUp.from();
    Predicate<SourceRow> isFound =
        row -> !from.isDeleted(row) && wanted.contains(LookUpRows.key(row, from.key()));
    Map<String, List<SourceRow>> table = new HashMap<>();
    for (SourceRow row : read(from, 0, isFound)) {
      String key = LookUpRows.key(row, from.key());
      if (key != null) {
        table.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(row);
      }
    }
    return table;
  }

  // At most 0 are all
  private static List<SourceRow> read(SourceQuery query, int most, Predicate<SourceRow> keep) {
    try (var database = Databases.open(query.connection())) {
      database.setReadOnly(true);
      database.setAutoCommit(false); // else PostgreSQL's driver takes all rows at once
      try (PreparedStatement statement = database.prepareStatement(query.select())) {
        statement.setMaxRows(most);
        statement.setFetchSize(most > 0 ? most : Databases.fetchSize(query.connection()));
        Splits.bind(statement, query.binds());
        SourceRowMapper mapper =
            new SourceRowMapper(query.readers(), query.connection().timeZone());
        List<SourceRow> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            SourceRow row = mapper.mapRow(found);
            if (keep.test(row)) {
              rows.add(row);
            }
          }
        }
        database.rollback();
        return rows;
      } catch (SQLException e) {
        throw Databases.failed(query.source(), e);
      }
    } catch (SQLException e) {
      throw Databases.unavailable(query.connection(), e);
    }
  }
}
