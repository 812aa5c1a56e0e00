package io.twinfeed.read;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/**
 * Which SQL type is read how, by the type's code and name as the drivers report them. docs/types.md
 * is this class in words, and a test reads every row of it.
 */
final class SqlTypes {
  // microsoft.sql.Types of mssql-jdbc
  private static final int SQLSERVER_DATETIMEOFFSET = -155;
  private static final int SQLSERVER_DATETIME = -151;
  private static final int SQLSERVER_SMALLDATETIME = -150;
  private static final int SQLSERVER_MONEY = -148;
  private static final int SQLSERVER_SMALLMONEY = -146;

  // oracle.jdbc.OracleTypes
  private static final int ORACLE_TIMESTAMPTZ = -101;
  private static final int ORACLE_TIMESTAMPLTZ = -102;
  private static final int ORACLE_BINARY_FLOAT = 100;
  private static final int ORACLE_BINARY_DOUBLE = 101;
  private static final int ORACLE_BOOLEAN = 252;

  private SqlTypes() {}

  /**
   * @param place from 0
   * @param product as the database calls itself
   */
  static ColumnReader reader(ResultSetMetaData about, int place, String product)
      throws SQLException {
    String name = about.getColumnTypeName(place + 1);
    // There, unlike elsewhere, it is an instant; the session is told to show it in UTC
    if (isMySql(product) && name.equalsIgnoreCase("TIMESTAMP")) {
      return ColumnReader.UTC_TIMESTAMP;
    }
    return reader(
        about.getColumnType(place + 1),
        name,
        about.getPrecision(place + 1),
        about.getScale(place + 1));
  }

  /**
   * @param jdbcType a constant of {@link Types}, or one of the drivers' own
   * @param typeName the database's own name of the type
   * @param precision of a number, in digits; 0 if the column does not say
   */
  static ColumnReader reader(int jdbcType, String typeName, int precision, int scale) {
    String name = typeName.toLowerCase(Locale.ROOT);
    return switch (jdbcType) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> ColumnReader.LONG;
      case Types.BIGINT ->
          name.contains("bigint") && name.contains("unsigned")
              ? ColumnReader.DECIMAL
              : ColumnReader.LONG;
      case Types.DECIMAL, Types.NUMERIC ->
          precision > 0 && precision <= 18 && scale == 0 ? ColumnReader.LONG : ColumnReader.DECIMAL;
      case SQLSERVER_MONEY, SQLSERVER_SMALLMONEY -> ColumnReader.DECIMAL;
      case Types.REAL, ORACLE_BINARY_FLOAT -> ColumnReader.FLOAT;
      // PostgreSQL calls money a double, and gives it as text with a currency sign
      case Types.DOUBLE -> name.equals("money") ? ColumnReader.TEXT : ColumnReader.DOUBLE;
      case Types.FLOAT -> ColumnReader.DOUBLE;
      case ORACLE_BINARY_DOUBLE -> ColumnReader.DOUBLE;
      case Types.BIT, Types.BOOLEAN, ORACLE_BOOLEAN ->
          name.equals("bit") && precision > 1 ? ColumnReader.TEXT : ColumnReader.BOOL;
      case Types.TIMESTAMP ->
          name.contains("timestamptz") ? ColumnReader.ZONED_TIMESTAMP : ColumnReader.TIMESTAMP;
      case SQLSERVER_DATETIME, SQLSERVER_SMALLDATETIME -> ColumnReader.TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE,
          SQLSERVER_DATETIMEOFFSET,
          ORACLE_TIMESTAMPTZ,
          ORACLE_TIMESTAMPLTZ ->
          ColumnReader.ZONED_TIMESTAMP;
      case Types.DATE -> name.equals("year") ? ColumnReader.LONG : ColumnReader.DATE;
      case Types.TIME -> name.contains("timetz") ? ColumnReader.TEXT : ColumnReader.TIME;
      // H2 says that a UUID is binary, and gives it as text as well
      case Types.BINARY -> name.equals("uuid") ? ColumnReader.TEXT : ColumnReader.BYTES;
      case Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ColumnReader.BYTES;
      case Types.CHAR, Types.NCHAR -> ColumnReader.PADDED_TEXT;
      default -> ColumnReader.TEXT;
    };
  }

  static boolean isMySql(String product) {
    return product.equals("MariaDB") || product.equals("MySQL");
  }
}
