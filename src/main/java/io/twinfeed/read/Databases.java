package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Opens databases, and says in one sentence why one can't be opened or read. */
final class Databases {
  private static final int LOGIN_SECONDS = 15;

  private Databases() {}

  /**
   * Resolves the references of a connection and opens it.
   *
   * @throws SQLException as the driver says it; {@link #unavailable} makes it readable
   */
  static java.sql.Connection open(Connection connection) throws SQLException {
    Properties properties = new Properties();
    if (connection.username() != null) {
      properties.setProperty("user", connection.username().resolve());
    }
    if (connection.password() != null) {
      properties.setProperty("password", connection.password().resolve());
    }
    String url = connection.url().resolve();
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("loginTimeout", String.valueOf(LOGIN_SECONDS));
      properties.setProperty("ApplicationName", "twinfeed");
    } else if (url.startsWith("jdbc:mariadb:")) {
      // A TIMESTAMP is an instant there, and shows in the session's zone
      properties.setProperty("sessionVariables", "time_zone='+00:00'");
    } else if (url.startsWith("jdbc:mysql:")) {
      // Without it this driver holds a whole result in memory
      properties.setProperty("useCursorFetch", "true");
      properties.setProperty("sessionVariables", "time_zone='+00:00'");
    }
    return Drivers.connect(url, properties);
  }

  /** Rows per round trip: Oracle's driver allocates them all beforehand (beam-flink-jdbc.md). */
  static int fetchSize(Connection connection) {
    return connection.url().resolve().startsWith("jdbc:oracle:") ? 5_000 : 10_000;
  }

  static TwinfeedException unavailable(Connection connection, SQLException cause) {
    String name = "connection " + connection.name().text();
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (state.startsWith("28")) {
      return source(
          name + ": the database refused the user name or the password",
          "check username: and password: of this connection",
          cause);
    }
    if (state.startsWith("3D") || state.equals("90149")) {
      return source(name + ": " + firstLine(cause), "check the database's name in url:", cause);
    }
    if (state.equals("08001")
        && String.valueOf(cause.getMessage()).contains("No suitable driver")) {
      return source(
          name + ": there is no driver for this url:",
          "supported: jdbc:postgresql, jdbc:h2; put another database's driver on the class path",
          cause);
    }
    return source(
        name + ": the database can't be reached: " + firstLine(cause),
        "check that it runs, and host and port in url:",
        cause);
  }

  static TwinfeedException failed(String source, SQLException cause) {
    return source(
        "source " + source + ": the query failed: " + firstLine(cause),
        "check table:, columns:, where: or query: of this source",
        cause);
  }

  private static TwinfeedException source(String message, String hint, SQLException cause) {
    return new TwinfeedException(Kind.SOURCE, message, hint, cause);
  }

  private static String firstLine(SQLException cause) {
    String text = String.valueOf(cause.getMessage()).strip();
    String line = text.lines().findFirst().orElse(text);
    int statement = line.indexOf("; SQL statement:");
    line = statement < 0 ? line : line.substring(0, statement);
    String plain = line.replaceFirst("^(ERROR|FATAL): ", "");
    return plain.toLowerCase(Locale.ROOT).startsWith("connection to")
        ? plain.replaceFirst(" Check that .*$", "")
        : plain;
  }
}
