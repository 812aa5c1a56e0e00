package io.twinfeed.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What time it is by a database, whatever its session's zone. */
final class DatabaseClock {
  private DatabaseClock() {}

  static Instant now(Connection database) throws SQLException {
    String product = database.getMetaData().getDatabaseProductName();
    String select =
        switch (product) {
          case "MariaDB", "MySQL" -> "SELECT UTC_TIMESTAMP(6)";
          case "HDB" -> "SELECT CURRENT_UTCTIMESTAMP FROM DUMMY";
          case "Oracle" -> "SELECT SYSTIMESTAMP FROM DUAL";
          case "Microsoft SQL Server" -> "SELECT SYSDATETIMEOFFSET()";
          default -> "SELECT CURRENT_TIMESTAMP";
        };
    boolean isUtc = select.contains("UTC");
    try (var statement = database.createStatement();
        var row = statement.executeQuery(select)) {
      row.next();
      Instant now =
          isUtc
              ? row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC)
              : row.getObject(1, OffsetDateTime.class).toInstant();
      return now.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
