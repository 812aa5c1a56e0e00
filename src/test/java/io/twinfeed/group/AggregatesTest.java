package io.twinfeed.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.Place;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Aggregate.Function;
import io.twinfeed.spec.Template;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregatesTest {
  @Test
  void a_map_whose_key_stands_for_two_values_is_refused() {
    assertThatExceptionOfType(Aggregates.AmbiguousKeyException.class)
        .isThrownBy(() -> of(Function.MAP, item("1", 5L, "a"), item("2", 6L, "a")))
        .withMessageContaining("the key 'a'");
  }

  @Test
  void a_count_or_a_sum_of_nothing_is_zero_and_anything_else_is_null() throws Exception {
    assertThat(of(Function.SUM)).isEqualTo(BigDecimal.ZERO);
    assertThat(Aggregates.of(new Aggregate(Function.COUNT, null, null), List.of())).isEqualTo(0L);
    for (Function function :
        List.of(
            Function.MIN,
            Function.MAX,
            Function.FIRST,
            Function.LAST,
            Function.LIST,
            Function.MAP)) {
      assertThat(of(function)).as(function.name()).isNull();
    }
  }

  @Test
  void sums_are_decimal() throws Exception {
    assertThat(of(Function.SUM, item("1", 0.1, null), item("2", 0.2, null), item("3", 1L, null)))
        .isEqualTo(new BigDecimal("1.3"));
  }

  @Test
  void nulls_are_not_counted_where_a_value_is_named_and_rows_are_where_none_is() throws Exception {
    var items = List.of(item("1", null, null), item("2", 5L, null));

    assertThat(Aggregates.of(aggregate(Function.COUNT), items)).isEqualTo(1L);
    assertThat(Aggregates.of(new Aggregate(Function.COUNT, null, null), items)).isEqualTo(2L);
  }

  @Test
  void first_and_last_go_by_their_order_and_ties_by_the_rows_key() throws Exception {
    var items =
        new Aggregates.Item[] {
          item("c", "third", 2L),
          item("a", "first", 1L),
          item("b", "also first", 1L),
          item("d", "none", null)
        };

    assertThat(of(Function.FIRST, items)).isEqualTo("first");
    assertThat(of(Function.LAST, items)).isEqualTo("third");
  }

  @Test
  void a_list_is_sorted_and_a_map_holds_each_key_once() throws Exception {
    assertThat(of(Function.LIST, item("1", "b", null), item("2", "a", null), item("3", "b", null)))
        .isEqualTo(List.of("a", "b", "b"));
    assertThat(of(Function.MAP, item("1", 5L, "x"), item("2", 5L, "x"), item("3", 7L, "y")))
        .isEqualTo(Map.of("x", 5L, "y", 7L));
  }

  @Property(tries = 200)
  void the_order_in_which_rows_come_never_matters(
      @ForAll @Size(max = 12) List<Long> values, @ForAll long seed) throws Exception {
    List<Aggregates.Item> items = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      items.add(item("row" + i, values.get(i) % 5, values.get(i) % 3));
    }
    List<Aggregates.Item> shuffled = new ArrayList<>(items);
    java.util.Collections.shuffle(shuffled, new Random(seed));

    for (Function function : Function.values()) {
      if (function != Function.MAP) {
        assertThat(Aggregates.of(aggregate(function), shuffled))
            .isEqualTo(Aggregates.of(aggregate(function), items));
      }
    }
  }

  private static @Nullable Object of(Function function, Aggregates.Item... items) throws Exception {
    return Aggregates.of(aggregate(function), List.of(items));
  }

  private static Aggregate aggregate(Function function) {
    return new Aggregate(
        function, new Template("${value}", new Place("test", 1, 1), List.of()), null);
  }

  private static Aggregates.Item item(String row, @Nullable Object value, @Nullable Object by) {
    return new Aggregates.Item(row, new Fed(value, by));
  }
}
