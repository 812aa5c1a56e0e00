package io.twinfeed.sample;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Employees, what they are trained for, and the work orders they release. */
final class PeopleRows {
  private static final int FOREMEN = 5;

  private static final List<List<String>> FIRST =
      List.of(
          List.of("Jürgen", "Käthe", "Sören", "Änne", "Mehmet", "Ulrike", "Günther", "Zoë"),
          List.of("Amélie", "Loïc", "Françoise", "Étienne", "Jean-Noël", "Océane", "Théo", "Maïa"),
          List.of(
              "Łukasz", "Małgorzata", "Grażyna", "Zbigniew", "Róża", "Józef", "Michał", "Żaneta"),
          List.of("さくら", "健太", "陽子", "翔", "美咲", "大輔", "葵", "直樹"));

  private static final List<List<String>> LAST =
      List.of(
          List.of("Müller", "Groß", "Schäfer", "Yıldız", "Köhler", "von der Höh", "Weiß", "Jäger"),
          List.of(
              "Lefèvre", "d’Aubigné", "Gauthier", "Benoît", "Forêt", "Châtelain", "Leroy", "Noël"),
          List.of(
              "Wójcik", "Kowalczyk", "Zieliński", "Dąbrowska", "Gołąb", "Świątek", "Nowak", "Żak"),
          List.of("佐藤", "鈴木", "髙橋", "田中", "渡邉", "伊藤", "山本", "中村"));

  private PeopleRows() {}

  static void load(Connection connection, int scale) throws SQLException {
    int plants = scale * Layout.PLANTS;
    try (CopyRows rows = CopyRows.into(connection, "erp.employee")) {
      for (int employee = 0; employee < plants * Layout.EMPLOYEES_OF_PLANT; employee++) {
        employee(rows, employee);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "mes.qualification")) {
      for (int employee = 0; employee < plants * Layout.EMPLOYEES_OF_PLANT; employee++) {
        qualifications(rows, employee);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "mes.work_order")) {
      for (int line = 0; line < plants * Layout.LINES_OF_PLANT; line++) {
        for (int order = 0; order < Layout.ORDERS_OF_LINE; order++) {
          order(rows, line, order);
        }
      }
      rows.finish();
    }
  }

  // The first of a plant leads it, the next five lead the others
  private static void employee(CopyRows rows, int employee) throws SQLException {
    Dice dice = Dice.of("employee", employee);
    int plant = employee / Layout.EMPLOYEES_OF_PLANT;
    int within = employee % Layout.EMPLOYEES_OF_PLANT;
    int head = employee - within;
    @Nullable Integer manager =
        within == 0
            ? null
            : Layout.employee(within <= FOREMEN ? head : head + 1 + within % FOREMEN);
    rows.row(
        Layout.employee(employee),
        dice.pick(FIRST.get(plant % Layout.PLANTS)),
        dice.pick(LAST.get(plant % Layout.PLANTS)),
        Layout.plant(plant),
        manager,
        within <= FOREMEN ? null : dice.pick(List.of("E", "L", "N")),
        dice.percent(75) ? new BigDecimal("38.5") : dice.decimal(200, 350, 1),
        dice.dayBefore(12_000),
        dice.percent(95) ? Dice.TODAY.minusYears(20).minusDays(dice.below(14_000)) : null);
  }

  private static void qualifications(CopyRows rows, int employee) throws SQLException {
    Dice dice = Dice.of("qualification", employee);
    int plant = employee / Layout.EMPLOYEES_OF_PLANT;
    int within = employee % Layout.EMPLOYEES_OF_PLANT;
    String own = Layout.line(plant * Layout.LINES_OF_PLANT + within % Layout.LINES_OF_PLANT);
    String other =
        Layout.line(plant * Layout.LINES_OF_PLANT + (within + 3) % Layout.LINES_OF_PLANT);
    int no = Layout.employee(employee);
    rows.row(no, own, "OP", Dice.TODAY.plusDays(dice.between(1, 1_000)));
    rows.row(no, other, "QA", dice.percent(80) ? Dice.TODAY.plusDays(dice.below(700)) : null);
    if (dice.percent(50)) {
      rows.row(no, own, "SV", null);
    }
  }

  // Three are done, one is running, the others are planned
  private static void order(CopyRows rows, int line, int order) throws SQLException {
    int inAll = line * Layout.ORDERS_OF_LINE + order;
    Dice dice = Dice.of("order", inAll);
    int plant = line / Layout.LINES_OF_PLANT;
    int block = plant / Layout.PLANTS;
    int quantity = 500 * dice.between(4, 200);
    boolean done = order < 3;
    Instant due =
        Dice.TODAY
            .plusDays(order - 3L)
            .atTime(dice.between(6, 20), 15 * dice.below(4))
            .toInstant(ZoneOffset.UTC);
    rows.row(
        Layout.order(inAll),
        Layout.line(line),
        Layout.finished(block * Layout.FINISHED + dice.below(Layout.FINISHED)),
        quantity,
        done ? quantity - dice.below(quantity / 20) : null,
        dice.decimal(50, 3_600, 2),
        done ? "D" : order == 3 ? "R" : "P",
        due,
        done ? due.minusSeconds(60L * dice.between(-90, 300)) : null,
        done || dice.percent(80)
            ? Layout.employee(plant * Layout.EMPLOYEES_OF_PLANT + dice.below(1 + FOREMEN))
            : null);
  }
}
