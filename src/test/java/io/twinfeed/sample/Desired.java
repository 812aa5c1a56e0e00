package io.twinfeed.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline file makes of the tables, found by SQL instead of by Twinfeed.
 *
 * @param contents by rule and id, what a run compares; null for nothing but being there
 */
record Desired(Map<Key, @Nullable String> contents) {
  record Key(String rule, String id) {}

  static Desired twins(Connection connection) throws SQLException, IOException {
    return read(connection, "desired-twins.sql");
  }

  static Desired relationships(Connection connection) throws SQLException, IOException {
    return read(connection, "desired-relationships.sql");
  }

  Map<String, Integer> countByRule() {
    Map<String, Integer> counts = new TreeMap<>();
    contents.keySet().forEach(key -> counts.merge(key.rule(), 1, Integer::sum));
    return counts;
  }

  int createdSince(Desired before) {
    return (int)
        contents.keySet().stream().filter(key -> !before.contents.containsKey(key)).count();
  }

  int updatedSince(Desired before) {
    return (int)
        contents.entrySet().stream()
            .filter(each -> before.contents.containsKey(each.getKey()))
            .filter(each -> !Objects.equals(before.contents.get(each.getKey()), each.getValue()))
            .count();
  }

  int goneSince(Desired before) {
    return (int)
        before.contents.keySet().stream().filter(key -> !contents.containsKey(key)).count();
  }

  private static Desired read(Connection connection, String query)
      throws SQLException, IOException {
    Map<Key, @Nullable String> contents = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(Desired.class.getResourceAsStream(query));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
      while (rows.next()) {
        Key key = new Key(rows.getString(1), rows.getString(2));
        if (contents.containsKey(key)) {
          throw new IllegalStateException("twice: " + key);
        }
        contents.put(key, rows.getString(3));
      }
    }
    return new Desired(contents);
  }
}
