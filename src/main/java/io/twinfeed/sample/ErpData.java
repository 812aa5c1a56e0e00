package io.twinfeed.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The rows of the sample ERP. The same scale gives the same rows in every JVM; nothing depends on
 * the clock. Each call is one transaction and leaves the connection's auto-commit as it was.
 */
public final class ErpData {
  private static final String SCHEMA = "schema.sql";

  private ErpData() {}

  /**
   * Makes the tables of pipelines/bottling/schema.sql and fills them.
   *
   * @param connection to a PostgreSQL database without the schemas erp and mes
   * @param scale 1 to 100: per unit some 2,000 twins and 6,000 relationships
   */
  public static void load(Connection connection, int scale) throws SQLException {
    if (scale < 1 || scale > 100) {
      throw new IllegalArgumentException("scale: " + scale + " (expected: 1 to 100)");
    }
    inTransaction(
        connection,
        () -> {
          run(connection, schema());
          ProductRows.load(connection, scale);
          PlantRows.load(connection, scale);
          MachineRows.load(connection, scale);
          StockRows.load(connection, scale);
          PeopleRows.load(connection, scale);
          return scale;
        });
    run(connection, "ANALYZE");
  }

  /**
   * A day of change in loaded data of any scale. There is one such day: a second call fails on a
   * key that is taken, and changes nothing.
   */
  public static DayOfChange change(Connection connection) throws SQLException {
    return inTransaction(connection, () -> ChangeRows.apply(connection));
  }

  /**
   * Adds rows that can't become twins, once.
   *
   * @return what is wrong with each, one sentence per row that must be rejected
   */
  public static List<String> faults(Connection connection) throws SQLException {
    return inTransaction(connection, () -> FaultRows.add(connection));
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(before);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String schema() {
    try (InputStream in = SampleFiles.open(SCHEMA)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(SCHEMA, e);
    }
  }
}
