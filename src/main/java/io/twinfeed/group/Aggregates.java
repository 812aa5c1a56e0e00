package io.twinfeed.group;

import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.spec.PropertyRule.Aggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one value of what many rows feed. The result does not depend on the order in which the rows
 * come: sums are decimal, lists sorted, ties broken by the row's key.
 */
final class Aggregates {
  private Aggregates() {}

  /** What a row feeds, and which row it is. */
  record Item(String row, Fed fed) {}

  /** Two rows that say different things under one key of a map. */
  static final class AmbiguousKeyException extends Exception {
    private static final long serialVersionUID = 1;

    AmbiguousKeyException(String key) {
      super("several rows have the key '" + key + "' with different values");
    }
  }

  /** Null where there is nothing to make a value of; a count or a sum of nothing is zero. */
  static @Nullable Object of(Aggregate aggregate, List<Item> items) throws AmbiguousKeyException {
    List<Item> given = items.stream().filter(item -> item.fed().value() != null).toList();
    return switch (aggregate.function()) {
      case COUNT -> (long) (aggregate.value() == null ? items : given).size();
      case SUM -> sum(given);
      case MIN -> given.stream().min(BY_VALUE).map(Aggregates::value).orElse(null);
      case MAX -> given.stream().max(BY_VALUE).map(Aggregates::value).orElse(null);
      case FIRST -> items.stream().min(BY_ORDER).map(Aggregates::value).orElse(null);
      case LAST -> items.stream().max(NULLS_LOWEST).map(Aggregates::value).orElse(null);
      case LIST -> given.isEmpty() ? null : list(given);
      case MAP -> map(given);
    };
  }

  private static final Comparator<Item> BY_VALUE =
      Comparator.comparing((Item item) -> item.fed().value(), Order.NULLS_LAST)
          .thenComparing(Item::row);

  private static final Comparator<Item> BY_ORDER =
      Comparator.comparing((Item item) -> item.fed().by(), Order.NULLS_LAST)
          .thenComparing(Item::row);

  private static final Comparator<Item> NULLS_LOWEST =
      Comparator.comparing((Item item) -> item.fed().by(), Order.NULLS_FIRST)
          .thenComparing(Item::row);

  private static @Nullable Object value(Item item) {
    return item.fed().value();
  }

  // Decimal, so that the order of the rows does not matter; doubles have no more digits than a
  // double
  private static BigDecimal sum(List<Item> items) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean inexact = false;
    for (Item item : items) {
      if (item.fed().value() instanceof Number number) {
        sum = sum.add(Order.decimal(number));
        inexact |= number instanceof Double;
      }
    }
    return inexact ? BigDecimal.valueOf(sum.doubleValue()) : sum;
  }

  private static List<Object> list(List<Item> items) {
    List<Object> list = new ArrayList<>();
    items.stream()
        .sorted(
            Comparator.comparing((Item item) -> item.fed().by(), Order.NULLS_LAST)
                .thenComparing(item -> item.fed().value(), Order.NULLS_LAST)
                .thenComparing(Item::row))
        .forEach(item -> list.add(item.fed().value()));
    return list;
  }

  private static @Nullable Object map(List<Item> items) throws AmbiguousKeyException {
    Map<String, Object> map = new TreeMap<>();
    for (Item item : items) {
      Object key = item.fed().by();
      Object value = item.fed().value();
      if (key == null || value == null) {
        continue;
      }
      Object other = map.put(String.valueOf(key), value);
      if (other != null && Order.NULLS_LAST.compare(other, value) != 0) {
        throw new AmbiguousKeyException(String.valueOf(key));
      }
    }
    return map.isEmpty() ? null : map;
  }
}
