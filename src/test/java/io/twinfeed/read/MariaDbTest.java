package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading from a real MariaDB, with the driver that users put on the class path. */
@Tag("databases")
class MariaDbTest {
  @TempDir static Path folder;
  private static @Nullable MariaDb server;
  private static @Nullable Connection database;

  @BeforeAll
  static void begin() throws IOException, InterruptedException, SQLException {
    server = MariaDb.start(folder);
    database = server.connect();
  }

  @AfterAll
  static void end() throws SQLException, InterruptedException {
    if (database != null) {
      database.close();
    }
    if (server != null) {
      server.close();
    }
  }

  static List<TypesPage.Row> rows() {
    return TypesPage.rows("MariaDB");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_column_gives_what_the_page_says(TypesPage.Row row) throws SQLException {
    row.holds(database, server.url(), server.user());
  }

  @Test
  void ranges_lose_nothing_and_double_nothing() throws SQLException {
    List<String> numbers = IntStream.range(-20, 20).mapToObj(String::valueOf).toList();
    cut("BIGINT", "SIGNED", numbers);
    cut("DECIMAL(20, 6)", "DECIMAL(20, 6)", List.of("0.1", "-0.1", "0.100001", "7", "7", "8.5"));
    cut("DATE", "DATE", List.of("2024-03-30", "2024-03-31", "1582-10-10", "2024-03-31"));
    cut(
        "DATETIME(6)",
        "DATETIME(6)",
        List.of("2024-03-31 02:30:00", "2024-03-31 03:10:00.000001", "2024-03-31 03:20:00"));
    // The server's order takes a and A, and padded texts, for the same
    cut(
        "VARCHAR(9)",
        "CHAR",
        Arrays.asList("a", "A", "a ", "ä", "b", "B", null, "ß", "ss", "_", ""));
    cut("VARCHAR(9)", "CHAR", List.of());
  }

  // A result that is far larger than what lies between server and driver: while its first row is
  // looked at, the server is still sending
  @Test
  void a_result_is_streamed_and_not_held_in_memory() throws SQLException {
    var query =
        RangedTable.of(database, server.url(), server.user(), "INT", "SIGNED", List.of("1"));
    var settings = query.query(1).connection();
    try (var connection = Databases.open(settings);
        var statement =
            connection.prepareStatement(
                "SELECT seq, REPEAT('x', 4000) FROM seq_1_to_40000",
                ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY)) {
      connection.setAutoCommit(false); // as JdbcIO does
      statement.setFetchSize(Databases.fetchSize(settings));
      long own = connectionId(connection);
      try (var rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        String state = "";
        for (int i = 0; i < 1_000 && !state.equals("Writing to net"); i++) {
          state = stateOf(own);
        }
        assertThat(state).isEqualTo("Writing to net");
        int count = 1;
        while (rows.next()) {
          count++;
        }
        assertThat(count).isEqualTo(40_000);
      }
    }
  }

  private static void cut(String type, String cast, List<@Nullable String> values)
      throws SQLException {
    RangedTable table = RangedTable.of(database, server.url(), server.user(), type, cast, values);
    List<String> all = table.all();
    assertThat(all).hasSize(values.size());
    for (int into : List.of(1, 2, 4, values.size() + 3)) {
      assertThat(table.ranged(into))
          .as(type + " into " + into)
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  private static long connectionId(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String stateOf(long connection) throws SQLException {
    try (var statement =
        database.prepareStatement(
            "SELECT STATE FROM information_schema.PROCESSLIST WHERE ID = ?")) {
      statement.setLong(1, connection);
      try (var row = statement.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }
}
