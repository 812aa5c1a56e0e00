package io.twinfeed.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Machines, what was done to keep them running, and their sensors. */
final class MachineRows {
  /** In the order in which a bottle meets them. */
  private static final List<String> KINDS =
      List.of(
          "Entpalettierer",
          "Auspacker",
          "Flaschenwaschmaschine",
          "Leerflascheninspektor",
          "Füller",
          "Verschließer",
          "Pasteur",
          "Étiqueteuse",
          "Füllhöhenkontrolle",
          "Einpacker",
          "Palettierer",
          "Folienwickler");

  private static final List<String> MAKERS =
      List.of(
          "Rheintaler Maschinenbau", "Ateliers Lefèvre", "Zakłady Wiśniewski", "東洋充填機", "Øresund");

  private static final List<String> WORK =
      List.of("lubrication", "inspection", "repair", "calibration");

  private static final List<String> REMARKS =
      List.of(
          "Dichtung erneuert, läuft wieder rund",
          "bruit au démarrage: à surveiller",
          "wymieniono łożysko",
          "異常なし",
          "[nachbestellt] Förderkette",
          "2\u00BD h waiting for the part\tthen 20 min of work");

  private static final List<String[]> QUANTITIES =
      List.of(
          new String[] {"temperature", "°C", "2.5", "85.0"},
          new String[] {"pressure", "bar", "0.8", "6.25"},
          new String[] {"flow", "l/min", "12", "240"},
          new String[] {"vibration", "mm/s", "", "7.1"});

  private MachineRows() {}

  static void load(Connection connection, int scale) throws SQLException {
    int plants = scale * Layout.PLANTS;
    try (CopyRows rows = CopyRows.into(connection, "mes.machine")) {
      for (int machine = 0; machine < plants * Layout.MACHINES_OF_PLANT; machine++) {
        machine(rows, machine);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "mes.maintenance")) {
      long id = 0;
      for (int machine = 0; machine < plants * Layout.MACHINES_OF_PLANT; machine++) {
        id = maintenance(rows, machine, id);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "mes.sensor_import")) {
      for (int sensor = 0;
          sensor < plants * Layout.LINES_OF_PLANT * Layout.SENSORS_OF_LINE;
          sensor++) {
        sensor(rows, sensor);
      }
      rows.finish();
    }
  }

  private static void machine(CopyRows rows, int machine) throws SQLException {
    Dice dice = Dice.of("machine", machine);
    int plant = machine / Layout.MACHINES_OF_PLANT;
    int within = machine % Layout.MACHINES_OF_PLANT;
    int atLines = Layout.LINES_OF_PLANT * Layout.MACHINES_OF_LINE;
    boolean atLine = within < atLines;
    int position = within % Layout.MACHINES_OF_LINE;
    String kind = KINDS.get(position);
    rows.row(
        machine + 1,
        Layout.machine(machine),
        Layout.plant(plant),
        atLine
            ? Layout.line(plant * Layout.LINES_OF_PLANT + within / Layout.MACHINES_OF_LINE)
            : null,
        atLine ? position + 1 : null,
        kind,
        !atLine ? "S" : dice.percent(85) ? "R" : dice.percent(60) ? "S" : "M",
        dice.percent(92) ? dice.decimal(75, 9_000, 2) : null,
        nameplate(dice, machine),
        dice.percent(95) ? dice.dayBefore(8_000) : null,
        dice.percent(80) ? dice.timeBefore(360) : null,
        dice.instantBefore(30),
        within >= atLines + Layout.SPARES_OF_PLANT);
  }

  /** What is on the plate, as JSON. */
  static String nameplate(Dice dice, int machine) {
    String maker = dice.pick(MAKERS);
    String model = Layout.format("%c-%d", 'A' + dice.below(26), dice.between(10, 99) * 10);
    String serial = Layout.format("%08X", dice.between(1 << 24, 1 << 30));
    @Nullable String year = dice.percent(90) ? "" + dice.between(1994, 2025) : null;
    return "{\"manufacturer\": \"%s\", \"model\": \"%s\", \"serial\": \"%s/%d\", \"year\": %s}"
        .formatted(maker, model, serial, machine % 7, year);
  }

  private static long maintenance(CopyRows rows, int machine, long lastId) throws SQLException {
    Dice dice = Dice.of("maintenance", machine);
    int visits = machine % Layout.MACHINES_OF_PLANT < 120 ? dice.below(5) : 0;
    for (int visit = 1; visit <= visits; visit++) {
      rows.row(
          lastId + visit,
          machine + 1,
          dice.pick(WORK),
          5 * dice.between(1, 60),
          dice.percent(70) ? dice.decimal(1_500, 480_000, 2) : null,
          dice.timeBefore(720),
          dice.percent(30) ? dice.pick(REMARKS) : null);
    }
    return lastId + visits;
  }

  private static void sensor(CopyRows rows, int sensor) throws SQLException {
    Dice dice = Dice.of("sensor", sensor);
    int line = sensor / Layout.SENSORS_OF_LINE;
    int machine =
        line / Layout.LINES_OF_PLANT * Layout.MACHINES_OF_PLANT
            + line % Layout.LINES_OF_PLANT * Layout.MACHINES_OF_LINE
            + sensor % Layout.SENSORS_OF_LINE;
    String[] quantity = dice.pick(QUANTITIES);
    rows.row(
        Layout.format("S-%06d", sensor + 1),
        Layout.machine(machine),
        quantity[0],
        quantity[1],
        quantity[2].isEmpty() ? null : quantity[2],
        quantity[3],
        dice.percent(75) ? dice.dayBefore(700).toString() : null,
        dice.percent(10) ? dice.pick(List.of("hinter der Klappe", "côté gauche", "右側")) : null);
  }
}
