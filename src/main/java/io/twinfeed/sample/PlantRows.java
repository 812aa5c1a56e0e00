package io.twinfeed.sample;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.List;

/** Plants and their lines. */
final class PlantRows {
  private record Site(String city, String zone, double north, double east) {}

  private static final List<List<Site>> SITES =
      List.of(
          List.of(
              new Site("Köln", "Europe/Berlin", 50.94, 6.96),
              new Site("Würzburg", "Europe/Berlin", 49.79, 9.95),
              new Site("Görlitz", "Europe/Berlin", 51.15, 14.99),
              new Site("Lübeck", "Europe/Berlin", 53.87, 10.69)),
          List.of(
              new Site("Orléans", "Europe/Paris", 47.9, 1.91),
              new Site("Besançon", "Europe/Paris", 47.24, 6.02),
              new Site("Nîmes", "Europe/Paris", 43.84, 4.36)),
          List.of(
              new Site("Łódź", "Europe/Warsaw", 51.76, 19.46),
              new Site("Kraków", "Europe/Warsaw", 50.06, 19.94),
              new Site("Częstochowa", "Europe/Warsaw", 50.8, 19.12)),
          List.of(
              new Site("大阪", "Asia/Tokyo", 34.69, 135.5),
              new Site("札幌", "Asia/Tokyo", 43.06, 141.35)));

  private static final List<String> NAMES = List.of("Werk %s", "Usine d’%s", "Zakład %s", "%s工場");

  private static final List<String> FORMATS =
      List.of("0,33 l Glas", "0,5 l PET", "0,75 l Glas", "1 l PET", "1,5 l PET", "5 l Fässchen");

  private PlantRows() {}

  static void load(Connection connection, int scale) throws SQLException {
    try (CopyRows rows = CopyRows.into(connection, "mes.plant")) {
      for (int plant = 0; plant < scale * Layout.PLANTS; plant++) {
        plant(rows, plant);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "mes.line")) {
      for (int line = 0; line < scale * Layout.PLANTS * Layout.LINES_OF_PLANT; line++) {
        line(rows, line);
      }
      rows.finish();
    }
  }

  private static void plant(CopyRows rows, int plant) throws SQLException {
    Dice dice = Dice.of("plant", plant);
    int language = plant % Layout.PLANTS;
    List<Site> sites = SITES.get(language);
    Site site = sites.get(plant / Layout.PLANTS % sites.size());
    int another = plant / Layout.PLANTS / sites.size() + 1;
    rows.row(
        Layout.plant(plant),
        NAMES.get(language).formatted(site.city()) + (another > 1 ? " " + another : ""),
        site.city(),
        Layout.country(plant),
        BigDecimal.valueOf(site.north()).setScale(5),
        BigDecimal.valueOf(site.east()).setScale(5),
        site.zone(),
        dice.dayBefore(20_000),
        LocalTime.of(dice.between(5, 6), 15 * dice.below(4)),
        language == 3 ? null : dice.between(80_000, 400_000) / 8.0);
  }

  private static void line(CopyRows rows, int line) throws SQLException {
    Dice dice = Dice.of("line", line);
    int plant = line / Layout.LINES_OF_PLANT;
    // The ninth line of a plant is new, and nobody has measured it
    boolean measured = line % Layout.LINES_OF_PLANT != 8;
    rows.row(
        Layout.line(line),
        Layout.plant(plant),
        "Linie " + (line % Layout.LINES_OF_PLANT + 1) + " (" + dice.pick(FORMATS) + ")",
        dice.percent(80) ? "R" : dice.percent(50) ? "S" : "M",
        dice.between(12, 120) * 500,
        measured ? dice.between(550, 960) / 1000.0 : null,
        dice.dayBefore(9_000));
  }
}
