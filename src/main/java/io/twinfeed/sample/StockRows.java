package io.twinfeed.sample;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Suppliers, what they supply, and what lies in which plant. The first plant is the company's
 * central store: it has goods of every block, and so becomes the hub that real graphs have, with
 * some 240 rows of stock at scale 1 and 11,500 at scale 100.
 */
final class StockRows {
  private static final List<String> NAMES =
      List.of(
          "Glashütte Müller",
          "Verrerie Dupré",
          "Huta Szkła Śląsk",
          "王冠工業",
          "Etiketten Größl",
          "Sucrerie du Nord",
          "Cukrownia Łęczyca",
          "Kartonagen Weiß",
          "Bouchons Réunis",
          "O’Brien");

  private static final List<String> FORMS = List.of("GmbH", "SA", "Sp. z o.o.", "株式会社", "& Söhne");

  private static final List<String[]> PLACES =
      List.of(
          new String[] {"Nürnberg", "DE"},
          new String[] {"Saint-Étienne", "FR"},
          new String[] {"Wrocław", "PL"},
          new String[] {"京都", "JP"},
          new String[] {"Malmö", "SE"});

  private StockRows() {}

  static void load(Connection connection, int scale) throws SQLException {
    try (CopyRows rows = CopyRows.into(connection, "erp.supplier")) {
      for (int supplier = 0; supplier < scale * Layout.SUPPLIERS; supplier++) {
        supplier(rows, supplier);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "erp.supply")) {
      for (int material = 0; material < scale * Layout.MATERIALS; material++) {
        supplies(rows, material);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "erp.stock")) {
      stock(rows, scale);
      rows.finish();
    }
  }

  private static void supplier(CopyRows rows, int supplier) throws SQLException {
    Dice dice = Dice.of("supplier", supplier);
    String[] place = dice.pick(PLACES);
    rows.row(
        Layout.supplier(supplier),
        dice.pick(NAMES) + " " + dice.pick(FORMS),
        place[0],
        place[1],
        dice.percent(80) ? dice.between(1, 5) : null,
        // The first one is certified, because the day of change takes that away
        supplier == 0 || dice.percent(70) ? Dice.TODAY.plusDays(dice.between(30, 900)) : null,
        dice.percent(5),
        dice.percent(85) ? "sales-" + Layout.supplier(supplier) + "@example.com" : null);
  }

  // Three suppliers for each material, whose prices begin on three different days
  private static void supplies(CopyRows rows, int material) throws SQLException {
    Dice dice = Dice.of("supply", material);
    int first = material / Layout.MATERIALS * Layout.SUPPLIERS;
    int start = dice.below(Layout.SUPPLIERS);
    for (int i = 0; i < 3; i++) {
      int supplier = first + (start + 20 * i) % Layout.SUPPLIERS;
      rows.row(
          Layout.supplier(supplier),
          Layout.material(material),
          dice.decimal(12, 98_000, 4),
          dice.percent(90) ? dice.between(2, 60) : null,
          Dice.TODAY.minusDays(100L * i + dice.between(1, 99)));
    }
  }

  private static void stock(CopyRows rows, int scale) throws SQLException {
    for (int plant = 0; plant < scale * Layout.PLANTS; plant++) {
      int block = plant / Layout.PLANTS;
      Dice dice = Dice.of("stock", plant);
      int share = plant == 0 ? 70 : 40;
      for (int product = 0; product < Layout.FINISHED + Layout.MATERIALS; product++) {
        // What the day of change counts must be there
        if (dice.percent(share) || (plant == 0 && product < 4)) {
          row(rows, plant, block, product);
        }
      }
    }
    for (int block = 1; block < scale; block++) {
      for (int product = 0; product < Layout.FINISHED + Layout.MATERIALS; product += 3) {
        row(rows, 0, block, product);
      }
    }
  }

  private static void row(CopyRows rows, int plant, int block, int product) throws SQLException {
    int inAll = block * (Layout.FINISHED + Layout.MATERIALS) + product;
    Dice dice = Dice.of("stocked", plant * 1_000_003L + inAll);
    boolean finished = product < Layout.FINISHED;
    rows.row(
        Layout.plant(plant),
        finished
            ? Layout.finished(block * Layout.FINISHED + product)
            : Layout.material(block * Layout.MATERIALS + product - Layout.FINISHED),
        finished ? BigDecimal.valueOf(dice.below(90_000)) : dice.decimal(0, 90_000_000, 3),
        dice.percent(60) ? BigDecimal.valueOf(100L * dice.between(1, 80)) : null,
        dice.percent(90)
            ? Layout.format("%c%02d-%d", 'A' + dice.below(12), dice.between(1, 40), dice.below(6))
            : null,
        dice.percent(75) ? dice.instantBefore(200) : null);
  }
}
