package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.Schema.Geospatial;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceCheckTest {
  @Test
  void says_what_was_expected_and_what_was_found() {
    assertThat(messages(Primitive.INTEGER, new Value.Text("abc")))
        .containsExactly("v: expected integer in -2147483648..2147483647, found text \"abc\"");
    assertThat(messages(Primitive.STRING, Value.Num.of(5)))
        .containsExactly("v: expected string, found number 5");
    assertThat(messages(Primitive.BOOLEAN, new Value.Items(List.of())))
        .containsExactly("v: expected true or false, found an array");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, 2147483648", "INTEGER, -2147483649", "INTEGER, 1.0", "INTEGER, 1e999999999",
    "LONG, 9223372036854775808", "LONG, 0.5", "FLOAT, 3.5e38", "DOUBLE, 1.8e308"
  })
  void refuses_a_number_that_does_not_fit(Primitive schema, BigDecimal number) {
    assertThat(messages(schema, new Value.Num(number))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, 2147483647", "INTEGER, -2147483648", "INTEGER, 1e3", "LONG, 9223372036854775807",
    "LONG, -9223372036854775808", "FLOAT, 3.4e38", "DOUBLE, 80", "DOUBLE, -1.7e308"
  })
  void accepts_a_number_that_fits(Primitive schema, BigDecimal number) {
    assertThat(messages(schema, new Value.Num(number))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2026-02-30",
    "DATE, 2026-2-3",
    "DATE, 2026-02-03Z",
    "TIME, 08:30:00",
    "TIME, 24:00:00Z",
    "TIME, 08:30Z",
    "DATE_TIME, 2026-01-31T08:30:00",
    "DATE_TIME, 2026-01-31 08:30:00Z",
    "DATE_TIME, 2026-01-31T08:30Z",
    "DATE_TIME, 2026-13-31T08:30:00Z",
    "DATE_TIME, 2026-01-31T08:30:00+0200",
    "DURATION, P",
    "DURATION, PT",
    "DURATION, P1DT",
    "DURATION, P1Y2W",
    "DURATION, 1D",
    "DURATION, P1H"
  })
  void refuses_a_text_that_is_no_such_time(Primitive schema, String text) {
    assertThat(messages(schema, new Value.Text(text))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2024-02-29",
    "TIME, 08:30:00Z",
    "TIME, 23:59:59.1234567+02:00",
    "DATE_TIME, 2026-01-31T08:30:00Z",
    "DATE_TIME, 2026-01-31T08:30:00.5-11:30",
    "DURATION, P1Y2M3DT4H5M6.5S",
    "DURATION, P3W",
    "DURATION, PT0S",
    "DURATION, -P1D"
  })
  void accepts_a_text_that_is_such_a_time(Primitive schema, String text) {
    assertThat(messages(schema, new Value.Text(text))).isEmpty();
  }

  @Test
  void an_enum_takes_its_values_and_not_their_names() {
    Schema.EnumSchema schema =
        new Schema.EnumSchema(Primitive.INTEGER, Map.of("free", Value.Num.of(1)));
    assertThat(messages(schema, new Value.Text("free")))
        .containsExactly("v: expected one of 1, found text \"free\"");
    assertThat(messages(schema, Value.Num.of(1))).isEmpty();
  }

  @Test
  void every_problem_inside_objects_maps_and_arrays_is_found_with_its_path() {
    Schema schema =
        new Schema.ObjectSchema(
            Map.of("list", new Schema.ArraySchema(new Schema.MapSchema(Primitive.LONG))));
    Value value =
        Value.ofJava(Map.of("list", List.of(Map.of("a", 1, "b", "x"), "no map"), "other", true));
    assertThat(messages(schema, value))
        .containsExactlyInAnyOrder(
            "v.list[0].b: expected long in -9223372036854775808..9223372036854775807, found text"
                + " \"x\"",
            "v.list[1]: expected an object, found text \"no map\"",
            "v.other: no such field; the object has list");
  }

  @Test
  void geometry_is_that_of_geojson() {
    Map<String, Object> point = Map.of("type", "Point", "coordinates", List.of(8.5, 47.4));
    Map<String, Object> open =
        Map.of(
            "type",
            "Polygon",
            "coordinates",
            List.of(List.of(List.of(0, 0), List.of(0, 1), List.of(1, 1), List.of(1, 0))));
    assertThat(messages(Geospatial.POINT, Value.ofJava(point))).isEmpty();
    assertThat(messages(Geospatial.LINE_STRING, Value.ofJava(point)))
        .containsExactly("v: expected a GeoJSON object of type LineString, found an object");
    assertThat(messages(Geospatial.POLYGON, Value.ofJava(open))).hasSize(1);
  }

  private static List<String> messages(Schema schema, Value value) {
    return InstanceCheck.check(schema, value, "v").stream().map(Problem::message).toList();
  }
}
