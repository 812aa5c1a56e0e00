package io.twinfeed.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Product families, finished products, materials, and what is made of what. */
final class ProductRows {
  private record Family(String code, String name, List<String> products) {}

  private static final List<Family> FINISHED =
      List.of(
          new Family(
              "WAT", "Mineralwasser", List.of("Quellwasser", "Eau gazeuse", "Woda źródlana")),
          new Family("LEM", "Limonaden", List.of("Zitrone", "Orange sanguine", "Süßkirsche")),
          new Family("JUI", "Säfte & Nektare", List.of("Apfel naturtrüb", "Poire", "Jabłko")),
          new Family("TEA", "Thé glacé", List.of("緑茶", "ほうじ茶", "Pfirsich", "Menthe fraîche")),
          new Family("ENE", "Napoje energetyczne", List.of("Błysk", "Żubr", "Doppel-Ω")),
          new Family("SPO", "Sportgetränke", List.of("Isotonisch", "Électrolytes", "Magnez")),
          new Family("CID", "Cidre & Most", List.of("Brut", "Doux", "Fränkischer Most")),
          new Family("KID", "Für Kinder", List.of("Früchtchen", "Petit Ours", "Żabka", "ラムネ")));

  private static final List<Family> MATERIAL =
      List.of(
          new Family("BTL", "Flaschen", List.of("Flasche grün", "Flasche weiß", "PET-Rohling")),
          new Family("CAP", "Verschlüsse", List.of("Kronkorken", "Bügel", "Schraubkappe")),
          new Family("LAB", "Etiketten", List.of("Bauchetikett", "Étiquette dorée", "Banderole")),
          new Family("ING", "Zutaten", List.of("Zucker", "Acide citrique", "Kohlensäure", "抹茶")));

  private static final int PER_FINISHED = Layout.FINISHED / FINISHED.size();
  static final int PER_MATERIAL = Layout.MATERIALS / MATERIAL.size();

  private static final String[] UNITS = {"PCE", "PCE", "PCE", "KG"};

  private static final List<String> SLOGANS =
      List.of("Prickelt länger.", "La fraîcheur, c’est tout.", "Samo zdrowie!", "毎日、すっきり。");

  private ProductRows() {}

  static void load(Connection connection, int scale) throws SQLException {
    try (CopyRows rows = CopyRows.into(connection, "erp.product_family")) {
      for (int block = 0; block < scale; block++) {
        for (Family family : FINISHED) {
          rows.row(code(family, block), name(family, block), "F");
        }
        for (Family family : MATERIAL) {
          rows.row(code(family, block), name(family, block), "M");
        }
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "erp.product")) {
      for (int product = 0; product < scale * Layout.FINISHED; product++) {
        finished(rows, product);
      }
      for (int material = 0; material < scale * Layout.MATERIALS; material++) {
        material(rows, material);
      }
      rows.finish();
    }
    try (CopyRows rows = CopyRows.into(connection, "erp.bill_of_materials")) {
      for (int product = 0; product < scale * Layout.FINISHED; product++) {
        materialsOf(rows, product);
      }
      rows.finish();
    }
  }

  private static void finished(CopyRows rows, int product) throws SQLException {
    Dice dice = Dice.of("finished", product);
    int block = product / Layout.FINISHED;
    Family family = FINISHED.get(product % Layout.FINISHED / PER_FINISHED);
    int centilitres = dice.pick(List.of(25, 33, 50, 70, 75, 100, 150));
    // One in ten has a successor, and that is never itself replaced: no chains, no circles
    boolean replaced = product % 10 == 9;
    rows.row(
        Layout.finished(product),
        "%s %s l"
            .formatted(dice.pick(family.products()), Layout.format("%.2f", centilitres / 100d)),
        code(family, block),
        "F",
        java.math.BigDecimal.valueOf(centilitres, 2),
        dice.decimal(3_900, 42_900, 4),
        block % 3 == 2 ? "PLN" : "EUR",
        "BOT",
        slogan(dice, product),
        dice.percent(85) ? dice.percent(70) : null,
        dice.percent(90) ? 30 * dice.between(3, 24) : null,
        dice.dayBefore(6_000),
        replaced ? Layout.finished(product - 1) : null);
  }

  private static @Nullable String slogan(Dice dice, int product) {
    // Text that looks like the beginning of JSON or of a quotation is still only text
    return switch (product % 40) {
      case 0 -> "\"Das Original\" seit 1898";
      case 1 -> "[2 + 1] gratis, jusqu’à épuisement";
      case 2 -> "{Neu} mit Pfand";
      default -> dice.percent(60) ? dice.pick(SLOGANS) : null;
    };
  }

  private static void material(CopyRows rows, int material) throws SQLException {
    Dice dice = Dice.of("material", material);
    int kind = material % Layout.MATERIALS / PER_MATERIAL;
    Family family = MATERIAL.get(kind);
    rows.row(
        Layout.material(material),
        dice.pick(family.products()) + " Nr. " + (material % Layout.MATERIALS + 1),
        code(family, material / Layout.MATERIALS),
        "M",
        null,
        null,
        null,
        UNITS[kind],
        null,
        kind == 3 ? dice.percent(95) : null,
        kind == 3 ? 30 * dice.between(6, 36) : null,
        dice.percent(60) ? dice.dayBefore(9_000) : null,
        null);
  }

  // A bottle, a cap, a label, two ingredients; in every second recipe the first ingredient goes in
  // once more at the end, so that two rows name the same pair
  private static void materialsOf(CopyRows rows, int product) throws SQLException {
    Dice dice = Dice.of("recipe", product);
    int first = product / Layout.FINISHED * Layout.MATERIALS;
    for (int kind = 0; kind < 3; kind++) {
      int material = first + kind * PER_MATERIAL + dice.below(PER_MATERIAL);
      String sku = Layout.material(material);
      rows.row(Layout.finished(product), 10 * (kind + 1), sku, 1, "PCE", dice.decimal(0, 250, 2));
    }
    int ingredients = first + 3 * PER_MATERIAL;
    int one = dice.below(PER_MATERIAL);
    int other = (one + 1 + dice.below(PER_MATERIAL - 1)) % PER_MATERIAL;
    ingredient(rows, dice, product, 40, ingredients + one);
    ingredient(rows, dice, product, 50, ingredients + other);
    if (product % 2 == 0) {
      ingredient(rows, dice, product, 60, ingredients + one);
    }
  }

  private static void ingredient(CopyRows rows, Dice dice, int product, int position, int material)
      throws SQLException {
    rows.row(
        Layout.finished(product),
        position,
        Layout.material(material),
        dice.decimal(50, 12_000, 5),
        "KG",
        dice.percent(50) ? dice.decimal(0, 500, 2) : null);
  }

  private static String code(Family family, int block) {
    return family.code() + (block + 1);
  }

  private static String name(Family family, int block) {
    return block == 0 ? family.name() : family.name() + " " + (block + 1);
  }
}
