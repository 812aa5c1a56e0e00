package io.twinfeed.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the sensor gateway that can't become twins. */
final class FaultRows {
  /** One character more than fits: 4 KB of UTF-8 (adt-service.md §2.1), two bytes each. */
  private static final String TOO_LONG = "ß".repeat(2_049);

  private record Fault(@Nullable String id, String lowLimit, String note, String sentence) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(null, "1", "", "a sensor without an id"),
          new Fault("S-90/1", "1", "", "sensor S-90/1: a slash in the id"),
          new Fault("S 90-2", "1", "", "sensor S 90-2: a blank in the id"),
          new Fault("S-900003", "n/a", "", "sensor S-900003: the lower limit n/a is no number"),
          new Fault(
              "S-900004",
              "1",
              TOO_LONG,
              "sensor S-900004: a note of " + 2 * TOO_LONG.length() + " bytes"));

  private FaultRows() {}

  static List<String> add(Connection connection) throws SQLException {
    List<String> sentences = new ArrayList<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO mes.sensor_import"
                + " (sensor_id, machine_code, quantity, unit, low_limit, note)"
                + " VALUES (?, 'M-000001', 'pressure', 'bar', ?, ?)")) {
      for (Fault fault : FAULTS) {
        insert.setString(1, fault.id());
        insert.setString(2, fault.lowLimit());
        insert.setString(3, fault.note());
        insert.addBatch();
        sentences.add(fault.sentence());
      }
      insert.executeBatch();
    }
    return sentences;
  }
}
