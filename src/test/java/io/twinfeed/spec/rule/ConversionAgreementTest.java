package io.twinfeed.spec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Geospatial;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.shape.ConversionException;
import io.twinfeed.spec.expression.ResultType;
import io.twinfeed.twin.Value;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the check says of types and what a run does to values are one rule: the check refuses
 * exactly those types of which no value passes.
 */
class ConversionAgreementTest {
  private static final List<String> TEXTS =
      List.of(
          "true",
          "1",
          "0.5",
          "2026-01-31",
          "2026-01-31T08:30:00Z",
          "08:30:00",
          "08:30:00Z",
          "PT5M");

  private static final List<String> GEOMETRIES =
      List.of(
          "{\"type\": \"Point\", \"coordinates\": [1, 2]}",
          "{\"type\": \"MultiPoint\", \"coordinates\": [[1, 2]]}",
          "{\"type\": \"LineString\", \"coordinates\": [[1, 2], [3, 4]]}",
          "{\"type\": \"MultiLineString\", \"coordinates\": [[[1, 2], [3, 4]]]}",
          "{\"type\": \"Polygon\", \"coordinates\": [[[1, 2], [3, 4], [5, 6], [1, 2]]]}",
          "{\"type\": \"MultiPolygon\", \"coordinates\": [[[[1, 2], [3, 4], [5, 6], [1, 2]]]]}");

  private static final List<Schema> SCHEMAS = schemas();

  @ParameterizedTest
  @EnumSource
  void the_check_refuses_exactly_the_types_of_which_no_value_passes(ResultType type) {
    List<String> disagreements = new ArrayList<>();
    for (Schema schema : SCHEMAS) {
      boolean passes = samples(type).stream().anyMatch(value -> passes(schema, value));
      if (passes != Conversion.isPossible(type, schema)) {
        disagreements.add(schema + (passes ? ": a value passes" : ": no value passes"));
      }
    }
    assertThat(disagreements).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "3",
        " 3 ",
        "+3",
        "3.0",
        "3.5",
        "1e3",
        "1e999",
        "1e9999999",
        "0x1",
        "2147483648",
        "9223372036854775808",
        "0.1",
        "1234567890.123456789",
        "NaN",
        "true",
        "TRUE",
        "yes",
        "one",
        "2026-01-31",
        "2026-02-30",
        "2026-01-31T08:30:00Z",
        "2026-01-31T08:30:00",
        "08:30:00Z",
        "08:30:00",
        "25:00:00Z",
        "PT5M",
        "5m"
      })
  void the_check_refuses_exactly_the_constants_that_a_run_would_reject(String text) {
    List<String> disagreements = new ArrayList<>();
    for (Schema schema : SCHEMAS) {
      boolean isPrimitive = schema instanceof Primitive || schema instanceof Schema.EnumSchema;
      if (isPrimitive && Constant.fits(text, schema) != passes(schema, text)) {
        disagreements.add(schema + ": " + text);
      }
    }
    assertThat(disagreements).isEmpty();
  }

  private static boolean passes(Schema schema, Object value) {
    try {
      io.twinfeed.shape.Conversion.convert(schema, value);
      return true;
    } catch (ConversionException e) {
      return false;
    }
  }

  private static List<Schema> schemas() {
    List<Schema> all = new ArrayList<>(List.of(Primitive.values()));
    all.addAll(List.of(Geospatial.values()));
    all.add(new Schema.EnumSchema(Primitive.INTEGER, Map.of("one", Value.Num.of(1))));
    Map<String, Value> texts = new LinkedHashMap<>();
    TEXTS.forEach(text -> texts.put(text, new Value.Text(text)));
    all.add(new Schema.EnumSchema(Primitive.STRING, texts));
    all.add(new Schema.ObjectSchema(Map.of("a", Primitive.INTEGER)));
    all.add(new Schema.MapSchema(Primitive.INTEGER));
    all.add(new Schema.ArraySchema(Primitive.INTEGER));
    return all;
  }

  // Of each type at least one value that a schema which can take the type does take
  private static List<Object> samples(ResultType type) {
    return switch (type) {
      case UNKNOWN ->
          Arrays.stream(ResultType.values())
              .filter(each -> each != ResultType.UNKNOWN)
              .flatMap(each -> samples(each).stream())
              .toList();
      case STRING ->
          Stream.of(TEXTS, GEOMETRIES, List.of("{\"a\": 1}", "[1]"))
              .<Object>flatMap(List::stream)
              .toList();
      case INT -> List.of(0L, 1L);
      case DECIMAL -> List.of(new BigDecimal("1"), new BigDecimal("0.5"));
      case DOUBLE -> List.of(1.0, 0.5);
      case BOOL -> List.of(true, false);
      case TIMESTAMP -> List.of(Instant.parse("2026-01-31T08:30:00Z"));
      case DATE -> List.of("2026-01-31");
      case TIME -> List.of("08:30:00", "23:59:59.5");
      case DURATION -> List.of("PT5M");
      case BYTES -> List.of(new byte[] {1});
      case LIST -> List.of(List.of(1L), List.of());
      case MAP ->
          Stream.concat(
                  Stream.of(Map.of("a", 1L)), GEOMETRIES.stream().map(ConversionAgreementTest::map))
              .<Object>map(each -> each)
              .toList();
    };
  }

  private static Map<?, ?> map(String json) {
    try {
      return new ObjectMapper().readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
