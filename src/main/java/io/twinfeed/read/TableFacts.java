package io.twinfeed.read;

import io.twinfeed.read.SourceReport.RowsKnown;
import io.twinfeed.read.SourceReport.Uniqueness;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a database's catalogue and statistics know of a table. No row is read or counted.
 *
 * @param isTable false for a view, and for anything else that is selected from
 * @param rows by the statistics; null where {@code rowsKnown} says why
 * @param unique the columns of each unique index, by its name, the primary key's under ""
 * @param leading the columns that some index begins with
 */
record TableFacts(
    boolean isTable,
    RowsKnown rowsKnown,
    @Nullable Long rows,
    Map<String, List<String>> unique,
    List<String> leading) {

  /** What is known of a query. */
  static final TableFacts OF_A_QUERY =
      new TableFacts(false, RowsKnown.NOT_A_TABLE, null, Map.of(), List.of());

  // In pg_class: table, partitioned table, foreign table, materialised view
  private static final String POSTGRESQL =
      """
      SELECT n.nspname, c.relname, c.relkind IN ('r', 'p', 'f', 'm') AS is_table,
             CAST(c.reltuples AS BIGINT) AS row_estimate
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = to_regclass(CAST(? AS TEXT))
      """;

  private static final String H2 =
      """
      SELECT table_schema, table_name, table_type <> 'VIEW' AS is_table, row_count_estimate AS row_estimate
      FROM information_schema.tables WHERE table_schema = ? AND table_name = ?
      """;

  /**
   * @param table as the file names it
   */
  static TableFacts of(Connection database, String table) throws SQLException {
    return switch (database.getMetaData().getDatabaseProductName()) {
      case "PostgreSQL" -> asked(database, POSTGRESQL, List.of(table));
      case "H2" -> {
        TableName name = TableName.of(table, database);
        yield name == null || name.schema() == null
            ? OF_A_QUERY
            : asked(database, H2, List.of(name.schema(), name.table()));
      }
      default -> {
        TableName name = TableName.of(table, database);
        yield name == null ? OF_A_QUERY : indexed(database, name, RowsKnown.OTHER_DATABASE, null);
      }
    };
  }

  private static TableFacts asked(Connection database, String sql, List<String> binds)
      throws SQLException {
    TableName name;
    boolean isTable;
    long rows;
    try (var statement = database.prepareStatement(sql)) {
      Splits.bind(statement, binds);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return OF_A_QUERY;
        }
        name = new TableName(null, row.getString(1), row.getString(2));
        isTable = row.getBoolean("is_table");
        rows = row.getLong("row_estimate");
      }
    }
    if (!isTable) {
      return OF_A_QUERY;
    }
    return rows < 0
        ? indexed(database, name, RowsKnown.NO_STATISTICS, null)
        : indexed(database, name, RowsKnown.STATISTICS, rows);
  }

  private static TableFacts indexed(
      Connection database, TableName name, RowsKnown rowsKnown, @Nullable Long rows)
      throws SQLException {
    DatabaseMetaData about = database.getMetaData();
    Map<String, List<String>> unique = new LinkedHashMap<>();
    List<String> leading = new ArrayList<>();
    try (ResultSet key = about.getPrimaryKeys(name.catalog(), name.schema(), name.table())) {
      while (key.next()) {
        unique.computeIfAbsent("", unused -> new ArrayList<>()).add(key.getString("COLUMN_NAME"));
      }
    }
    // Approximate: some drivers analyse the table otherwise
    try (ResultSet part =
        about.getIndexInfo(name.catalog(), name.schema(), name.table(), false, true)) {
      while (part.next()) {
        String column = part.getString("COLUMN_NAME");
        boolean isWhole = part.getString("FILTER_CONDITION") == null;
        if (column == null || !isWhole) {
          continue; // statistics; or an index over a part of the rows
        }
        if (part.getInt("ORDINAL_POSITION") == 1) {
          leading.add(column);
        }
        if (!part.getBoolean("NON_UNIQUE")) {
          unique
              .computeIfAbsent(part.getString("INDEX_NAME"), unused -> new ArrayList<>())
              .add(column);
        }
      }
    }
    return new TableFacts(true, rowsKnown, rows, unique, leading);
  }

  /** Whether rows can't have equal keys; more columns than those of an index do no harm. */
  SourceReport.Key key(List<String> columns) {
    if (!isTable) {
      return new SourceReport.Key(Uniqueness.NOT_A_TABLE, "");
    }
    for (var index : unique.entrySet()) {
      if (index.getValue().stream().allMatch(name -> contains(columns, name))) {
        return new SourceReport.Key(
            index.getKey().isEmpty() ? Uniqueness.PRIMARY_KEY : Uniqueness.UNIQUE_INDEX,
            index.getKey());
      }
    }
    return new SourceReport.Key(Uniqueness.NONE, "");
  }

  boolean isLeading(String column) {
    return contains(leading, column);
  }

  private static boolean contains(List<String> columns, String name) {
    return columns.stream().anyMatch(name::equalsIgnoreCase);
  }
}
