package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads a few rows of a source, in the order in which the database happens to give them. */
public final class FirstRows {
  private FirstRows() {}

  /**
   * @param most how many at most; the database is told so, and is asked for no more
   * @throws TwinfeedException of kind SOURCE: the database can't be reached, or the query fails
   */
  public static List<SourceRow> of(SourceQuery query, int most) {
    try (var database = Databases.open(query.connection())) {
      database.setReadOnly(true);
      try (var statement = database.prepareStatement(query.select())) {
        statement.setMaxRows(most);
        statement.setFetchSize(most);
        Splits.bind(statement, query.binds());
        SourceRowMapper mapper =
            new SourceRowMapper(query.readers(), query.connection().timeZone());
        List<SourceRow> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
          while (rows.size() < most && found.next()) {
            rows.add(mapper.mapRow(found));
          }
        }
        return rows;
      } catch (SQLException e) {
        throw Databases.failed(query.source(), e);
      }
    } catch (SQLException e) {
      throw Databases.unavailable(query.connection(), e);
    }
  }
}
