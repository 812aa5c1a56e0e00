package io.twinfeed.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Unreadable;
import io.twinfeed.sample.EmbeddedErp;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL's types as rows hold them. */
class ColumnReaderTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir static Path folder;
  private static EmbeddedErp erp;
  private static Connection database;

  @BeforeAll
  static void begin() throws SQLException {
    erp = EmbeddedErp.start(folder.resolve("erp"));
    database = erp.connect();
  }

  @AfterAll
  static void end() throws SQLException {
    database.close();
    erp.close();
  }

  static List<Arguments> unreadable() {
    return List.of(
        Arguments.of(
            "'2024-03-31 02:30:00'::timestamp", "2024-03-31T02:30 does not exist in Europe/Berlin"),
        Arguments.of("'infinity'::timestamp", "no time between the years 1 and 9999"),
        Arguments.of("'infinity'::timestamptz", "no time between the years 1 and 9999"),
        Arguments.of("'-infinity'::date", "no time between the years 1 and 9999"),
        Arguments.of("'NaN'::numeric", "can't be read as decimal"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void what_is_no_value_is_unreadable_with_its_reason(String sql, String why) throws SQLException {
    assertThat(read(sql))
        .isInstanceOfSatisfying(
            Unreadable.class, unreadable -> assertThat(unreadable.why()).contains(why));
  }

  static List<Arguments> values() {
    return List.of(
        Arguments.of("1::smallint", 1L),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("12::numeric(18, 0)", 12L),
        Arguments.of("12.50::numeric(10, 2)", new BigDecimal("12.5")),
        Arguments.of("1000::numeric", new BigDecimal("1000")),
        Arguments.of(
            "123456789012345678901234567890.123456789::numeric",
            new BigDecimal("123456789012345678901234567890.123456789")),
        Arguments.of("0.1::real", 0.1),
        Arguments.of("0.1::double precision", 0.1),
        Arguments.of("true", true),
        Arguments.of("'ab'::char(6)", "ab"),
        Arguments.of("'ab '::varchar", "ab "),
        Arguments.of("'2024-02-29'::date", "2024-02-29"),
        Arguments.of("'08:30:00'::time", "08:30:00"),
        Arguments.of("'08:30:00.000001'::time", "08:30:00.000001"),
        Arguments.of(
            "'2024-02-29 12:00:00.123456+02'::timestamptz",
            Instant.parse("2024-02-29T10:00:00.123456Z")),
        Arguments.of(
            "'2024-07-01 12:00:00.123456'::timestamp",
            Instant.parse("2024-07-01T10:00:00.123456Z")),
        // The hour that is there twice: the earlier one
        Arguments.of("'2024-10-27 02:30:00'::timestamp", Instant.parse("2024-10-27T00:30:00Z")),
        Arguments.of(
            "'5f0c3a52-7f3b-4d9c-9f6e-0a1b2c3d4e5f'::uuid", "5f0c3a52-7f3b-4d9c-9f6e-0a1b2c3d4e5f"),
        Arguments.of("'{\"a\": 1}'::jsonb", "{\"a\": 1}"),
        Arguments.of("'<a/>'::xml", "<a/>"),
        Arguments.of("ARRAY[1, 2]", "{1,2}"),
        Arguments.of("'Grüße 日本'::text", "Grüße 日本"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_keeps_its_digits_its_microseconds_and_its_characters(String sql, Object expected)
      throws SQLException {
    assertThat(read(sql)).isEqualTo(expected);
  }

  @Test
  void bytes_are_bytes() throws SQLException {
    assertThat((byte[]) read("'\\x01ff'::bytea")).containsExactly(1, 0xff);
  }

  @ParameterizedTest
  @MethodSource("values")
  void null_is_null_in_every_type(String sql, Object expected) throws SQLException {
    assertThat(read("NULLIF(" + sql + "::text, " + sql + "::text)")).isNull();
    String type = sql.contains("::") ? sql.substring(sql.lastIndexOf("::")) : "::int";
    assertThat(read("NULL" + type)).isNull();
  }

  private static @Nullable Object read(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("SELECT " + sql)) {
      assertThat(rows.next()).isTrue();
      var about = rows.getMetaData();
      ColumnReader reader =
          SqlTypes.reader(
              about.getColumnType(1),
              about.getColumnTypeName(1),
              about.getPrecision(1),
              about.getScale(1));
      return reader.read(rows, 1, BERLIN);
    }
  }
}
