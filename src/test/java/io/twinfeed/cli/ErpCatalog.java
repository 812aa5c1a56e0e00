package io.twinfeed.cli;

import io.twinfeed.twin.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a PostgreSQL itself says of its tables: names, keys and values, without a look at the
 * pipeline file that is held against it.
 */
final class ErpCatalog {
  private final Connection database;

  ErpCatalog(Connection database) {
    this.database = database;
  }

  /**
   * @param columns the SQL type of each, a constant of {@link Types}, in the order of the table
   */
  record Table(
      String name, Map<String, Integer> columns, List<String> key, List<ForeignKey> foreignKeys) {

    /** The columns that hold something of its own, and not only another table's key. */
    List<String> own() {
      return columns.keySet().stream()
          .filter(
              column ->
                  key.contains(column)
                      || foreignKeys.stream().noneMatch(fk -> fk.column().equals(column)))
          .toList();
    }
  }

  record ForeignKey(String table, String column, String target, String targetColumn) {}

  /** A row with a foreign key, and the row that it names, by the values of their keys. */
  record Link(List<String> source, List<String> target) {}

  /** Runs a script of {@code psql} but for its commands that make the database. */
  void load(Path script) throws SQLException, IOException {
    String text =
        Files.readString(script)
            .replace("\uFEFF", "")
            .replaceAll("(?m)^(DROP DATABASE|CREATE DATABASE|\\\\c ).*$", "");
    try (var statement = database.createStatement()) {
      statement.execute(text);
      statement.execute("SET search_path TO public");
    }
  }

  List<Table> tables() throws SQLException {
    List<Table> tables = new ArrayList<>();
    var about = database.getMetaData();
    for (String name :
        strings(about.getTables(null, "public", "%", new String[] {"TABLE"}), "TABLE_NAME")) {
      Map<String, Integer> columns = new java.util.LinkedHashMap<>();
      try (var rows = about.getColumns(null, "public", name, "%")) {
        while (rows.next()) {
          columns.put(rows.getString("COLUMN_NAME"), rows.getInt("DATA_TYPE"));
        }
      }
      Map<Integer, String> key = new TreeMap<>();
      try (var rows = about.getPrimaryKeys(null, "public", name)) {
        while (rows.next()) {
          key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
        }
      }
      List<ForeignKey> foreign = new ArrayList<>();
      try (var rows = about.getImportedKeys(null, "public", name)) {
        while (rows.next()) {
          foreign.add(
              new ForeignKey(
                  name,
                  rows.getString("FKCOLUMN_NAME"),
                  rows.getString("PKTABLE_NAME"),
                  rows.getString("PKCOLUMN_NAME")));
        }
      }
      tables.add(new Table(name, columns, List.copyOf(key.values()), foreign));
    }
    return tables;
  }

  long count(String from) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Each row's own columns as the graph is to hold them, without the NULLs, by its key. */
  Map<List<String>, Map<String, Value>> rows(Table table) throws SQLException {
    List<String> own = table.own();
    String sql =
        "SELECT %s FROM %s"
            .formatted(
                own.stream()
                    .map(column -> text(column, table.columns().get(column)))
                    .collect(Collectors.joining(", ")),
                table.name());
    Map<List<String>, Map<String, Value>> found = new HashMap<>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Map<String, Value> values = new TreeMap<>();
        for (String column : own) {
          Value value = value(rows.getString(own.indexOf(column) + 1), table.columns().get(column));
          if (value != null) {
            values.put(property(column, table.columns().get(column)), value);
          }
        }
        List<String> key = new ArrayList<>();
        for (String column : table.key()) {
          key.add(rows.getString(own.indexOf(column) + 1));
        }
        found.put(key, values);
      }
    }
    return found;
  }

  /** Every row whose foreign key is not NULL, with the row that a join finds for it. */
  List<Link> links(Table source, Table target, ForeignKey foreign) throws SQLException {
    String keys =
        java.util.stream.Stream.concat(
                source.key().stream().map(column -> "s." + column),
                target.key().stream().map(column -> "t." + column))
            .map(column -> column + "::text")
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT %s FROM %s s JOIN %s t ON s.%s = t.%s"
            .formatted(
                keys, source.name(), target.name(), foreign.column(), foreign.targetColumn());
    List<Link> links = new ArrayList<>();
    int split = source.key().size();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        links.add(
            new Link(texts(rows, 1, split), texts(rows, split + 1, split + target.key().size())));
      }
    }
    return links;
  }

  // Written by the database, so that no reader of ours has a say in what is expected
  private static String text(String column, int type) {
    return switch (type) {
      case Types.BINARY -> "octet_length(" + column + ")";
      case Types.DATE -> "to_char(" + column + ", 'YYYY-MM-DD')";
      case Types.TIMESTAMP -> "to_char(" + column + ", 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
      default -> column + "::text";
    };
  }

  private static @Nullable Value value(@Nullable String text, int type) {
    if (text == null) {
      return null;
    }
    return switch (type) {
      case Types.SMALLINT, Types.INTEGER, Types.REAL, Types.NUMERIC, Types.BINARY ->
          new Value.Num(new BigDecimal(text));
      default -> new Value.Text(text);
    };
  }

  /** As the models of the scenarios name their properties. */
  static String property(String column, int type) {
    return camel(column) + (type == Types.BINARY ? "Bytes" : "");
  }

  /** {@code order_details} is {@code orderDetails}. */
  static String camel(String name) {
    String[] words = name.split("_", -1);
    return words[0]
        + IntStream.range(1, words.length)
            .mapToObj(i -> Character.toUpperCase(words[i].charAt(0)) + words[i].substring(1))
            .collect(Collectors.joining());
  }

  private static List<String> texts(ResultSet row, int first, int last) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      texts.add(row.getString(i));
    }
    return texts;
  }

  private static List<String> strings(ResultSet rows, String column) throws SQLException {
    try (rows) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(column));
      }
      return all;
    }
  }
}
