package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.read.Partly.KeyColumn;
import io.twinfeed.read.Partly.Mark;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartlyTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @ValueSource(strings = {"no=x", "no=", "other=7", "#0011223344556677", "", "no=7, no=8"})
  void a_name_that_does_not_give_back_its_key_is_not_asked_for(String name) {
    assertThat(key(column("no", ColumnReader.LONG)).values(name)).isNull();
  }

  @Test
  void a_key_that_is_not_exact_is_not_asked_for() {
    assertThat(
            new Partly(null, List.of(new KeyColumn("id", "id", ColumnReader.TEXT, false)))
                .values("id=a"))
        .isNull();
    assertThat(new Partly(null, List.of()).values("")).isNull();
    assertThat(key(column("at", ColumnReader.TIMESTAMP)).values("at=2026-01-01T00:00:00Z"))
        .isNull();
    assertThat(key(column("id", ColumnReader.TEXT)).values("id=NULL")).isNull();
  }

  @Test
  void a_value_that_looks_like_the_next_one_is_not_asked_for() {
    Partly two = key(column("a", ColumnReader.TEXT), column("b", ColumnReader.TEXT));

    assertThat(two.values("a=1, b=2, b=3")).isNull();
    assertThat(two.values("a=1, b=2")).isEqualTo(List.of("1", "2"));
  }

  @Test
  void values_have_the_types_that_the_database_compares() {
    Partly all =
        key(
            column("no", ColumnReader.LONG),
            column("size", ColumnReader.DECIMAL),
            column("day", ColumnReader.DATE));

    assertThat(all.values("no=-7, size=0.10, day=2026-02-28"))
        .isEqualTo(List.of(-7L, new BigDecimal("0.10"), LocalDate.of(2026, 2, 28)));
  }

  @Property
  void a_text_comes_back_as_it_was_or_not_at_all(
      @ForAll @StringLength(max = 20) String one, @ForAll @StringLength(max = 20) String other) {
    Partly two = key(column("a", ColumnReader.TEXT), column("b", ColumnReader.TEXT));

    assertThat(two.values("a=" + one + ", b=" + other)).isIn(null, List.of(one, other));
  }

  @Test
  void local_times_after_the_clock_was_put_back_are_not_passed_over() {
    // 02:59 is shown at 00:59 UTC and, an hour later, at 01:59 UTC
    Mark mark = mark(ColumnReader.TIMESTAMP, "2026-10-25T02:00:00Z");

    assertThat(mark.since(Instant.parse("2026-10-25T00:55:00Z"), BERLIN))
        .isEqualTo(LocalDateTime.parse("2026-10-25T02:00"));
    assertThat(mark.since(Instant.parse("2026-10-25T01:10:00Z"), BERLIN))
        .isEqualTo(LocalDateTime.parse("2026-10-25T02:10"));
    assertThat(
            mark(ColumnReader.TIMESTAMP, "2026-10-25T00:59:00Z")
                .since(Instant.parse("2026-10-25T00:55:00Z"), BERLIN))
        .isEqualTo(LocalDateTime.parse("2026-10-25T02:55"));
  }

  @Test
  void local_times_after_the_clock_was_put_forward_are_as_they_are() {
    assertThat(
            mark(ColumnReader.TIMESTAMP, "2026-03-29T02:00:00Z")
                .since(Instant.parse("2026-03-29T00:55:00Z"), BERLIN))
        .isEqualTo(LocalDateTime.parse("2026-03-29T01:55"));
  }

  @Test
  void a_time_with_a_zone_is_an_instant_and_a_date_is_that_of_the_zone() {
    Instant moment = Instant.parse("2026-01-31T23:30:00Z");

    assertThat(mark(ColumnReader.ZONED_TIMESTAMP, "2026-02-01T00:00:00Z").since(moment, BERLIN))
        .isEqualTo(OffsetDateTime.parse("2026-01-31T23:30Z"));
    assertThat(mark(ColumnReader.UTC_TIMESTAMP, "2026-02-01T00:00:00Z").since(moment, BERLIN))
        .isEqualTo(LocalDateTime.parse("2026-01-31T23:30"));
    assertThat(mark(ColumnReader.DATE, "2026-02-01T00:00:00Z").since(moment, BERLIN))
        .isEqualTo(LocalDate.parse("2026-02-01"));
  }

  @Test
  void the_condition_takes_changes_and_rows_without_a_time_and_those_asked_for() {
    Partly two =
        new Partly(
            mark(ColumnReader.TIMESTAMP, "2026-02-01T00:00:00Z"),
            List.of(column("a", ColumnReader.TEXT), column("b", ColumnReader.LONG)));

    assertThat(two.condition(0)).isEqualTo("\"changed\" >= ? OR \"changed\" IS NULL");
    assertThat(two.condition(2))
        .endsWith(" OR (\"a\" = ? AND \"b\" = ?) OR (\"a\" = ? AND \"b\" = ?)");
    assertThat(new Partly(null, List.of()).condition(0)).isEqualTo("1 = 0");
  }

  private static Partly key(KeyColumn... columns) {
    return new Partly(null, List.of(columns));
  }

  private static KeyColumn column(String name, ColumnReader reader) {
    return new KeyColumn('"' + name + '"', name, reader, true);
  }

  private static Mark mark(ColumnReader reader, String clock) {
    return new Mark("\"changed\"", reader, Instant.parse(clock));
  }
}
