package io.twinfeed.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.ArraySchema;
import io.twinfeed.dtdl.Schema.EnumSchema;
import io.twinfeed.dtdl.Schema.Geospatial;
import io.twinfeed.dtdl.Schema.MapSchema;
import io.twinfeed.dtdl.Schema.ObjectSchema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
  private static final EnumSchema STATE =
      new EnumSchema(
          Primitive.STRING,
          Map.of("running", new Value.Text("running"), "stopped", new Value.Text("stopped")));
  private static final EnumSchema LEVEL =
      new EnumSchema(Primitive.INTEGER, Map.of("low", Value.Num.of(1), "high", Value.Num.of(2)));
  private static final ObjectSchema SIZE =
      new ObjectSchema(Map.of("width", Primitive.DOUBLE, "unit", Primitive.STRING));

  static List<Arguments> refused() {
    return List.of(
        Arguments.of(Primitive.INTEGER, "12a", "the text '12a' can't become integer"),
        Arguments.of(Primitive.INTEGER, 2147483648L, "out of range"),
        Arguments.of(Primitive.INTEGER, new BigDecimal("1.5"), "it has a fraction"),
        Arguments.of(Primitive.INTEGER, true, "true can't become integer"),
        Arguments.of(Primitive.LONG, new BigDecimal("9223372036854775808"), "out of range"),
        Arguments.of(Primitive.LONG, 0.5, "it has a fraction"),
        Arguments.of(Primitive.DOUBLE, new BigDecimal("1234567890.123456789"), "losing digits"),
        Arguments.of(Primitive.DOUBLE, 9007199254740993L, "losing digits"),
        Arguments.of(Primitive.DOUBLE, Double.NaN, "can't become double"),
        Arguments.of(Primitive.DOUBLE, "1e999999999", "can't become double"),
        Arguments.of(Primitive.DOUBLE, "1e400", "out of range"),
        Arguments.of(Primitive.FLOAT, new BigDecimal("16777217"), "losing digits"),
        Arguments.of(Primitive.FLOAT, 1e300, "out of range"),
        Arguments.of(Primitive.BOOLEAN, "yes", "can't become boolean"),
        Arguments.of(Primitive.BOOLEAN, 2L, "can't become boolean"),
        Arguments.of(Primitive.DATE, "29.02.2024", "date"),
        Arguments.of(Primitive.DATE, "2023-02-29", "date"),
        Arguments.of(Primitive.TIME, "08:30:00", "time"),
        Arguments.of(Primitive.DATE_TIME, "2024-02-29T08:30:00", "dateTime"),
        Arguments.of(Primitive.DATE_TIME, 5L, "5 can't become dateTime"),
        Arguments.of(Primitive.DURATION, 5L, "5 can't become duration"),
        Arguments.of(Primitive.DURATION, "5 minutes", "duration"),
        Arguments.of(Primitive.STRING, new byte[3], "bytes can't become a string"),
        Arguments.of(STATE, "R", "R"),
        Arguments.of(LEVEL, 3L, "3"),
        Arguments.of(SIZE, Map.of("height", 1L), "the field height"),
        Arguments.of(SIZE, "no json", "not JSON"),
        Arguments.of(new MapSchema(Primitive.INTEGER), Map.of("a", "b"), "can't become integer"),
        Arguments.of(new ArraySchema(Primitive.INTEGER), 1L, "an array"),
        Arguments.of(
            new ArraySchema(Primitive.INTEGER), Arrays.asList(1L, null), "can't hold a null"),
        Arguments.of(
            Geospatial.POINT,
            Map.of("type", "Point", "coordinates", Arrays.asList(null, 1.0)),
            "a geometry that holds a null"),
        Arguments.of(Geospatial.POINT, Map.of("type", "Point"), "oint"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_would_be_lost_or_is_no_such_value_is_refused_with_the_reason(
      Schema schema, Object given, String reason) {
    assertThatExceptionOfType(ConversionException.class)
        .isThrownBy(() -> Conversion.convert(schema, given))
        .withMessageContaining(reason);
  }

  @Test
  void text_of_more_than_4_kilobytes_is_too_long() {
    assertThatExceptionOfType(ConversionException.class)
        .isThrownBy(() -> Conversion.convert(Primitive.STRING, "ü".repeat(2049)))
        .satisfies(e -> assertThat(e.why()).isEqualTo(ConversionException.Why.TOO_LONG));
  }

  static List<Arguments> taken() {
    return List.of(
        Arguments.of(Primitive.STRING, "[obsolete] pump", "[obsolete] pump"),
        Arguments.of(Primitive.STRING, new BigDecimal("1E+3"), "1000"),
        Arguments.of(Primitive.STRING, 1e21, "1000000000000000000000"),
        Arguments.of(Primitive.STRING, 7L, "7"),
        Arguments.of(
            Primitive.STRING,
            Instant.parse("2024-02-29T08:30:00.000001Z"),
            "2024-02-29T08:30:00.000001Z"),
        Arguments.of(Primitive.INTEGER, " -12 ", -12L),
        Arguments.of(Primitive.INTEGER, new BigDecimal("2.00"), 2L),
        Arguments.of(Primitive.LONG, Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of(Primitive.DOUBLE, new BigDecimal("0.1"), 0.1),
        Arguments.of(Primitive.DOUBLE, 9007199254740992L, 9007199254740992L),
        Arguments.of(Primitive.DOUBLE, "2.50", 2.5),
        Arguments.of(Primitive.FLOAT, new BigDecimal("0.1"), 0.1),
        Arguments.of(Primitive.BOOLEAN, "TRUE", true),
        Arguments.of(Primitive.BOOLEAN, 0L, false),
        Arguments.of(Primitive.DATE, "2024-02-29", "2024-02-29"),
        Arguments.of(Primitive.TIME, "08:30:00Z", "08:30:00Z"),
        Arguments.of(
            Primitive.DATE_TIME, Instant.parse("2024-02-29T08:30:00Z"), "2024-02-29T08:30:00Z"),
        Arguments.of(Primitive.DURATION, "PT5M", "PT5M"),
        Arguments.of(STATE, "running", "running"),
        Arguments.of(LEVEL, "2", 2L),
        Arguments.of(SIZE, "{\"width\": 1.5, \"unit\": \"m\"}", Map.of("width", 1.5, "unit", "m")),
        Arguments.of(
            new MapSchema(Primitive.DOUBLE), Map.of("a", new BigDecimal("2.5")), Map.of("a", 2.5)),
        Arguments.of(new ArraySchema(Primitive.STRING), List.of("a", "b"), List.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void what_keeps_its_meaning_is_converted(Schema schema, Object given, Object expected)
      throws ConversionException {
    assertThat(Conversion.convert(schema, given)).isEqualTo(Value.ofJava(expected));
  }
}
