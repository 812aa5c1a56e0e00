package io.twinfeed.read;

import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * A column as a database describes it.
 *
 * @param name as the driver labels it
 * @param sqlType the database's own name of the type, with its size: {@code varchar(20)}
 * @param type what it gives to expressions
 * @param hasOrder whether ranges can be cut over it
 */
public record FoundColumn(String name, String sqlType, ColumnType type, boolean hasOrder) {
  // Above it a size is no choice of anybody's: text without a limit
  private static final int LARGEST_SIZE = 100_000;

  /**
   * @param product as the database calls itself
   */
  static List<FoundColumn> all(ResultSetMetaData about, String product) throws SQLException {
    List<FoundColumn> columns = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      ColumnReader reader = SqlTypes.reader(about, i - 1, product);
      columns.add(
          new FoundColumn(
              about.getColumnLabel(i), sqlType(about, i), reader.type(), reader.hasOrder()));
    }
    return columns;
  }

  /** As the pipeline's expressions see it. */
  Column column() {
    return new Column(name, type);
  }

  FoundColumn named(String other) {
    return new FoundColumn(other, sqlType, type, hasOrder);
  }

  private static String sqlType(ResultSetMetaData about, int column) throws SQLException {
    String name = about.getColumnTypeName(column);
    int precision = about.getPrecision(column);
    if (precision <= 0 || precision > LARGEST_SIZE || name.contains("(")) {
      return name;
    }
    return switch (about.getColumnType(column)) {
      case Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.NVARCHAR -> name + "(" + precision + ")";
      case Types.DECIMAL, Types.NUMERIC ->
          name + "(" + precision + ", " + about.getScale(column) + ")";
      default -> name;
    };
  }
}
