package io.twinfeed.sample;

import java.util.Locale;

/**
 * How many there are of everything, and what they are called. The company grows in blocks, one per
 * unit of scale: a block has its own plants and products, and refers to nothing outside but what
 * {@link StockRows} says. All numbers begin at 0; the codes made of them begin at 1.
 */
final class Layout {
  static final int PLANTS = 4;
  static final int FAMILIES = 12;
  static final int FINISHED = 240;
  static final int MATERIALS = 100;
  static final int SUPPLIERS = 60;

  static final int LINES_OF_PLANT = 10;
  static final int MACHINES_OF_LINE = 12;
  static final int SENSORS_OF_LINE = 10;
  static final int SPARES_OF_PLANT = 2;
  static final int SCRAPPED_OF_PLANT = 1;
  static final int EMPLOYEES_OF_PLANT = 60;
  static final int ORDERS_OF_LINE = 10;

  static final int MACHINES_OF_PLANT =
      LINES_OF_PLANT * MACHINES_OF_LINE + SPARES_OF_PLANT + SCRAPPED_OF_PLANT;

  private static final String[] COUNTRIES = {"DE", "FR", "PL", "JP"};

  private Layout() {}

  static String country(int plant) {
    return COUNTRIES[plant % PLANTS];
  }

  static String plant(int plant) {
    return format("%s%02d", country(plant), plant / PLANTS + 1);
  }

  static String line(int line) {
    return format("L-%04d", line + 1);
  }

  static String machine(int machine) {
    return format("M-%06d", machine + 1);
  }

  static String finished(int product) {
    return format("F-%06d", product + 1);
  }

  static String material(int material) {
    return format("R-%06d", material + 1);
  }

  static String order(int order) {
    return format("WO-%07d", order + 1);
  }

  static int supplier(int supplier) {
    return 70_001 + supplier;
  }

  static int employee(int employee) {
    return 1_001 + employee;
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
