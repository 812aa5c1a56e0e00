package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Place;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Text;
import java.io.Serializable;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ranges lose nothing and double nothing, whatever the column holds. */
class PartitionTest {
  private static final Place HERE = new Place("test", 1, 1);

  @Test
  void even_bounds_lie_between_the_ends_and_rise() {
    assertThat(Splits.even(1, 100, 4)).containsExactly(26L, 51L, 76L);
    assertThat(Splits.even(5, 5, 4)).isEmpty();
    assertThat(Splits.even(1, 2, 8)).containsExactly(2L);
    assertThat(Splits.even(Long.MIN_VALUE, Long.MAX_VALUE, 2)).containsExactly(0L);
  }

  @Property(tries = 60)
  void integers_negative_skewed_and_null(
      @ForAll @Size(max = 40) List<@IntRange(min = -50, max = 1_000_000) Integer> values,
      @ForAll @IntRange(max = 3) int nulls,
      @ForAll @IntRange(min = 1, max = 8) int into)
      throws SQLException {
    everyRowIsReadOnce("BIGINT", values, nulls, into, true);
  }

  @Property(tries = 40)
  void fractions_and_texts(
      @ForAll @Size(max = 30) List<@From("texts") String> values,
      @ForAll @IntRange(max = 3) int nulls,
      @ForAll @IntRange(min = 2, max = 6) int into)
      throws SQLException {
    everyRowIsReadOnce("VARCHAR", values, nulls, into, false);
    Random random = new Random(values.hashCode());
    everyRowIsReadOnce(
        "DECIMAL(20, 6)",
        values.stream()
            .map(text -> new java.math.BigDecimal(random.nextInt(999)).movePointLeft(3))
            .toList(),
        nulls,
        into,
        false);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aAbBzZ09 äÖ'%_").ofMaxLength(4);
  }

  private static void everyRowIsReadOnce(
      String type, List<? extends Serializable> values, int nulls, int into, boolean whole)
      throws SQLException {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    try (var database = DriverManager.getConnection(url)) {
      try (var statement = database.createStatement()) {
        statement.execute("CREATE TABLE t (n INT, v " + type + ")");
      }
      List<@Nullable Serializable> all = new ArrayList<>(values);
      for (int i = 0; i < nulls; i++) {
        all.add(null);
      }
      try (var insert = database.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        for (int i = 0; i < all.size(); i++) {
          insert.setInt(1, i);
          insert.setObject(2, all.get(i));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      SourceQuery query = query(url, into, whole);
      List<Integer> read = new ArrayList<>();
      for (Range range : Splits.of(query, query.partition(), database)) {
        String sql = Range.select(query.select(), "v", range.position());
        try (var select = database.prepareStatement(sql)) {
          Splits.bind(select, range.binds());
          var rows = select.executeQuery();
          while (rows.next()) {
            read.add(rows.getInt("n"));
          }
        }
      }
      TreeSet<Integer> expected = new TreeSet<>();
      for (int i = 0; i < all.size(); i++) {
        expected.add(i);
      }
      assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
      try (var statement = database.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    }
  }

  private static SourceQuery query(String url, int into, boolean whole) {
    return new SourceQuery(
        "t",
        new Connection(new Text("erp", HERE), new Reference(url, HERE), null, null, ZoneOffset.UTC),
        "SELECT n, v FROM t",
        List.of(),
        List.of(new Column("n", ColumnType.INT)),
        List.of(ColumnReader.LONG),
        List.of(),
        -1,
        java.util.Set.of(),
        new SourceQuery.Ranges("v", into, whole),
        List.of());
  }
}
