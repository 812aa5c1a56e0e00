package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Unreadable;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Text;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LookUpRowsTest {
  private static final Place HERE = new Place("test", 1, 1);

  private final LookUpRows rows = new LookUpRows(machines());

  @Test
  void several_rows_of_one_key_can_not_be_read() {
    SourceRow found = rows.with(row("m", 7L), List.of(units("7", row(7L, "a"), row(7L, "b"))));
    assertThat(found.values()).hasSize(4);
    assertThat(found.values()[3])
        .isEqualTo(
            new Unreadable(
                "is not known: several rows of units have the key that the row looks up"));
  }

  @Test
  void no_row_gives_null_and_so_does_a_null_that_looks_up() {
    assertThat(rows.with(row("m", 8L), List.of(units("7", row(7L, "a")))))
        .isEqualTo(row("m", 8L, null, null));
    assertThat(rows.with(row("m", null), List.of(units("7", row(7L, "a")))))
        .isEqualTo(row("m", null, null, null));
  }

  @Test
  void a_row_brings_along_the_one_whose_key_it_has() {
    assertThat(rows.with(row("m", 7L), List.of(units("7", row(7L, "a")))))
        .isEqualTo(row("m", 7L, 7L, "a"));
  }

  @Test
  void the_same_row_twice_is_one_row() {
    assertThat(rows.with(row("m", 7L), List.of(units("7", row(7L, "a"), row(7L, "a")))))
        .isEqualTo(row("m", 7L, 7L, "a"));
  }

  @Test
  void numbers_of_one_size_meet_whatever_their_type() {
    assertThat(key(7L)).isEqualTo(key(new BigDecimal("7.00"))).isEqualTo(key(7.0));
    assertThat(key(0L)).isEqualTo(key(new BigDecimal("0.00"))).isEqualTo(key(-0.0));
    assertThat(key(700L)).isEqualTo(key(new BigDecimal("7E+2")));
    assertThat(key(7L)).isNotEqualTo(key(70L));
  }

  @Test
  void the_parts_of_a_key_do_not_run_into_each_other() {
    assertThat(LookUpRows.key(row("ab", "c"), List.of(0, 1)))
        .isNotEqualTo(LookUpRows.key(row("a", "bc"), List.of(0, 1)));
    assertThat(LookUpRows.key(row("a", null), List.of(0, 1))).isNull();
  }

  private static String key(Object value) {
    return LookUpRows.key(row(value), List.of(0));
  }

  private static SourceRow row(Object... values) {
    return new SourceRow(values);
  }

  private static Map<String, List<SourceRow>> units(String key, SourceRow... rows) {
    return Map.of(key.length() + ":" + key, List.of(rows));
  }

  private static SourceQuery machines() {
    SourceQuery units = query("units", "no", ColumnType.INT, "name", ColumnType.STRING);
    return LookUps.tied(
            Map.of(
                "machines",
                source("machines", List.of(lookup())),
                "units",
                source("units", List.of())),
            Map.of(
                "machines",
                query("machines", "code", ColumnType.STRING, "unit", ColumnType.INT),
                "units",
                units))
        .get("machines");
  }

  private static io.twinfeed.spec.Source.Lookup lookup() {
    return new io.twinfeed.spec.Source.Lookup(text("of"), text("units"), List.of(text("unit")));
  }

  private static io.twinfeed.spec.Source source(
      String name, List<io.twinfeed.spec.Source.Lookup> lookups) {
    return new io.twinfeed.spec.Source(
        text(name),
        text("erp"),
        text(name),
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        lookups);
  }

  private static SourceQuery query(
      String name, String one, ColumnType oneType, String two, ColumnType twoType) {
    return new SourceQuery(
        name,
        new Connection(text("erp"), new Reference("jdbc:x", HERE), null, null, ZoneOffset.UTC),
        "SELECT",
        List.of(),
        List.of(new Column(one, oneType), new Column(two, twoType)),
        List.of(ColumnReader.TEXT, ColumnReader.TEXT),
        List.of(0),
        -1,
        Set.of(),
        null,
        List.of(),
        List.of(),
        new Partly(null, List.of()),
        true);
  }

  private static Text text(String text) {
    return new Text(text, HERE);
  }
}
