package io.twinfeed.group;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An order over the values of expressions: numbers by size whatever their type, times by time, text
 * by code unit. Values of different kinds are ordered by kind, so that the order is total.
 */
enum Order implements Comparator<@Nullable Object> {
  NULLS_FIRST,
  NULLS_LAST;

  @Override
  public int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      int nulls = Boolean.compare(one != null, other != null);
      return this == NULLS_FIRST ? nulls : -nulls;
    }
    int kinds = Integer.compare(kind(one), kind(other));
    if (kinds != 0) {
      return kinds;
    }
    if (one instanceof Number a && other instanceof Number b) {
      return decimal(a).compareTo(decimal(b));
    }
    if (one instanceof Instant a && other instanceof Instant b) {
      return a.compareTo(b);
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return a.compareTo(b);
    }
    return String.valueOf(one).compareTo(String.valueOf(other));
  }

  static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
  }

  private static int kind(Object value) {
    if (value instanceof Number) {
      return 0;
    }
    if (value instanceof Instant) {
      return 1;
    }
    return value instanceof Boolean ? 2 : 3;
  }
}
