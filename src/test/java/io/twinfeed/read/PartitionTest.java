package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.jspecify.annotations.Nullable;

/** Ranges lose nothing and double nothing, whatever the column holds. */
class PartitionTest {
  private static final java.time.format.DateTimeFormatter TIME =
      java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final String SEED = "20261125";
  private static final String H2 =
      "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE";

  // An order of its own for German, and one to which upper and lower case are the same
  private static final String GERMAN = "\"de-x-icu\"";
  private static final String NO_CASE = "no_case";

  private static TimeZone before;
  private static Path folder;
  private static EmbeddedErp erp;
  private static Connection postgres;
  private static Connection h2;

  @BeforeContainer
  static void begin() throws IOException, SQLException {
    // A clock that skips an hour of the 31st of March: times must not pass through it
    before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    folder = Files.createTempDirectory("partition");
    erp = EmbeddedErp.start(folder);
    try (var server = erp.connect();
        var statement = server.createStatement()) {
      statement.execute("CREATE DATABASE ranges ENCODING 'UTF8' TEMPLATE template0");
    }
    postgres = DriverManager.getConnection(postgresUrl(), erp.user(), erp.password());
    try (var statement = postgres.createStatement()) {
      statement.execute(
          "CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2', deterministic ="
              + " false)");
    }
    h2 = DriverManager.getConnection(H2, "sa", "");
  }

  @AfterContainer
  static void end() throws IOException, SQLException {
    h2.createStatement().execute("SHUTDOWN");
    h2.close();
    postgres.close();
    erp.close();
    Files.delete(folder);
    TimeZone.setDefault(before);
  }

  @Example
  void a_column_without_an_order_to_cut_is_refused() throws SQLException {
    RangedTable table =
        RangedTable.of(postgres, postgresUrl(), erp.user(), "boolean", List.of("true"));

    assertThatThrownBy(() -> table.query(4))
        .isInstanceOf(TwinfeedException.class)
        .hasMessage("source ranged: no ranges can be cut over v, which is bool");
  }

  @Example
  void even_bounds_lie_between_the_ends_and_rise() {
    assertThat(Splits.even(1, 100, 4)).containsExactly(26L, 51L, 76L);
    assertThat(Splits.even(5, 5, 4)).isEmpty();
    assertThat(Splits.even(1, 2, 8)).containsExactly(2L);
    assertThat(Splits.even(Long.MIN_VALUE, Long.MAX_VALUE, 2)).containsExactly(0L);
  }

  @Example
  void a_column_of_many_values_is_cut_into_as_many_ranges_as_asked_for() throws SQLException {
    for (String type : List.of("BIGINT", "DECIMAL(20, 6)", "VARCHAR(20)")) {
      List<String> values =
          java.util.stream.IntStream.range(0, 100).mapToObj(String::valueOf).toList();
      assertThat(RangedTable.of(h2, H2, "sa", type, values).ranges(4)).as(type).hasSize(4);
    }
  }

  @Example
  void bounds_in_an_hour_that_the_clock_of_this_computer_skips_stay_where_they_are()
      throws SQLException {
    List<String> values =
        List.of(
            "2024-03-31 01:30:00",
            "2024-03-31 02:30:00",
            "2024-03-31 03:10:00",
            "2024-03-31 03:20:00",
            "2024-03-31 03:40:00");
    nothingIsLostAndNothingDoubled(h2, H2, "sa", Tuple.of("TIMESTAMP", values));
    nothingIsLostAndNothingDoubled(
        postgres, postgresUrl(), erp.user(), Tuple.of("timestamp", values));
  }

  @Example
  void blanks_that_pad_a_text_are_no_part_of_a_bound() throws SQLException {
    nothingIsLostAndNothingDoubled(
        postgres,
        postgresUrl(),
        erp.user(),
        Tuple.of("char(6)", List.of("a", "a\t", "a\n", "a\tb", "b")));
  }

  @Property(tries = 120, seed = SEED)
  void every_row_of_h2_is_read_once(@ForAll("ofH2") Tuple2<String, List<@Nullable String>> column)
      throws SQLException {
    nothingIsLostAndNothingDoubled(h2, H2, "sa", column);
  }

  @Property(tries = 120, seed = SEED)
  void every_row_of_postgresql_is_read_once(
      @ForAll("ofPostgres") Tuple2<String, List<@Nullable String>> column) throws SQLException {
    nothingIsLostAndNothingDoubled(postgres, postgresUrl(), erp.user(), column);
  }

  @Property(tries = 3, seed = SEED)
  void a_pipeline_reads_every_row_once(
      @ForAll("ofPostgres") Tuple2<String, List<@Nullable String>> column) throws SQLException {
    RangedTable table =
        RangedTable.of(postgres, postgresUrl(), erp.user(), column.get1(), column.get2());
    var pipeline = org.apache.beam.sdk.Pipeline.create(PipelineOptionsFactory.create());
    int rows = column.get2().size();

    var read =
        pipeline
            .apply(Create.of(0))
            .apply(Read.source(table.query(3)))
            .apply(Flatten.pCollections());

    PAssert.that(read)
        .satisfies(
            found -> {
              assertThat(found).hasSize(rows);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static void nothingIsLostAndNothingDoubled(
      Connection database, String url, String user, Tuple2<String, List<@Nullable String>> column)
      throws SQLException {
    RangedTable table = RangedTable.of(database, url, user, column.get1(), column.get2());
    List<String> all = table.all();
    assertThat(all).hasSize(column.get2().size());
    for (int into : List.of(1, 2, 4, all.size() + 3)) {
      assertThat(table.ranged(into))
          .as(column.get1() + " into " + into)
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Provide
  Arbitrary<Tuple2<String, List<@Nullable String>>> ofH2() {
    return Arbitraries.oneOf(
        columns("BIGINT", longs()),
        columns("SMALLINT", small()),
        columns("DECIMAL(18, 0)", small()),
        columns("DECIMAL(20, 6)", fractions()),
        columns("DECFLOAT(30)", fractions()),
        columns("REAL", fractions()),
        columns("DOUBLE PRECISION", fractions()),
        columns("DATE", dates()),
        columns("TIMESTAMP(6)", times("")),
        columns("TIMESTAMP(9) WITH TIME ZONE", times("+01:00")),
        columns("VARCHAR(20)", texts()),
        columns("CHAR(6)", texts()),
        columns("VARCHAR_IGNORECASE(20)", texts()));
  }

  @Provide
  Arbitrary<Tuple2<String, List<@Nullable String>>> ofPostgres() {
    return Arbitraries.oneOf(
        columns("bigint", longs()),
        columns("smallint", small()),
        columns("numeric(18, 0)", small()),
        columns("numeric(20, 6)", fractions()),
        columns("numeric", Arbitraries.oneOf(fractions(), Arbitraries.of("NaN", "1e30"))),
        columns("real", fractions()),
        columns(
            "double precision", Arbitraries.oneOf(fractions(), Arbitraries.of("NaN", "Infinity"))),
        columns("date", Arbitraries.oneOf(dates(), Arbitraries.of("infinity", "-infinity"))),
        columns("timestamp", Arbitraries.oneOf(times(""), Arbitraries.of("infinity"))),
        columns("timestamptz", Arbitraries.oneOf(times("+01:00"), Arbitraries.of("-infinity"))),
        columns("varchar", texts()),
        columns("char(6)", texts()),
        columns("text COLLATE " + GERMAN, texts()),
        columns("text COLLATE " + NO_CASE, texts()));
  }

  // From no row to many, among them NULLs, many of one value, and few values
  private static Arbitrary<Tuple2<String, List<@Nullable String>>> columns(
      String type, Arbitrary<String> values) {
    Arbitrary<List<@Nullable String>> any = values.injectNull(0.1).list().ofMaxSize(30);
    Arbitrary<List<@Nullable String>> few =
        values
            .list()
            .ofSize(3)
            .flatMap(some -> Arbitraries.of(some).injectNull(0.2).list().ofMaxSize(30));
    Arbitrary<List<@Nullable String>> skewed =
        values
            .list()
            .ofMaxSize(3)
            .flatMap(
                some ->
                    values.map(
                        one -> {
                          List<@Nullable String> all =
                              new java.util.ArrayList<>(java.util.Collections.nCopies(25, one));
                          all.addAll(some);
                          return all;
                        }));
    Arbitrary<List<@Nullable String>> nulls =
        Arbitraries.just((String) null).list().ofMaxSize(3).map(all -> all);
    return Arbitraries.oneOf(any, few, skewed, nulls).map(list -> Tuple.of(type, list));
  }

  private static Arbitrary<String> longs() {
    return Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.longs().between(-5, 5),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE))
        .map(String::valueOf);
  }

  private static Arbitrary<String> small() {
    return Arbitraries.integers().between(-30_000, 30_000).map(String::valueOf);
  }

  private static Arbitrary<String> fractions() {
    return Arbitraries.bigDecimals()
        .between(new java.math.BigDecimal("-1000"), new java.math.BigDecimal("1000"))
        .ofScale(6)
        .map(java.math.BigDecimal::toPlainString);
  }

  private static Arbitrary<String> dates() {
    return Arbitraries.longs()
        .between(
            java.time.LocalDate.of(1500, 1, 1).toEpochDay(),
            java.time.LocalDate.of(2100, 1, 1).toEpochDay())
        .map(day -> java.time.LocalDate.ofEpochDay(day).toString());
  }

  // Most of them in the hours around one that the clock of Berlin skips
  private static Arbitrary<String> times(String offset) {
    var skipped = java.time.LocalDateTime.of(2024, 3, 31, 1, 0);
    return Arbitraries.longs()
        .between(0, 4L * 3600 * 1_000_000)
        .map(micros -> TIME.format(skipped.plusNanos(micros * 1_000)) + offset);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aAbBzZ09 äÖß'%_\\\t-").ofMaxLength(5);
  }

  private static String postgresUrl() {
    return erp.url().replaceFirst("/postgres$", "/ranges");
  }
}
