package io.twinfeed.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by their columns' types. A class and no lambda: JdbcIO finds the coder by its type.
 */
final class SourceRowMapper implements JdbcIO.RowMapper<SourceRow> {
  private static final long serialVersionUID = 1;

  private final ColumnReader[] readers;
  private final ZoneId zone;

  SourceRowMapper(List<ColumnReader> readers, ZoneId zone) {
    this.readers = readers.toArray(new ColumnReader[0]);
    this.zone = zone;
  }

  @Override
  public SourceRow mapRow(ResultSet row) throws SQLException {
    @Nullable Object[] values = new Object[readers.length];
    for (int i = 0; i < readers.length; i++) {
      values[i] = readers[i].read(row, i + 1, zone);
    }
    return new SourceRow(values);
  }
}
