package io.twinfeed.spec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.spec.expression.ResultType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "BYTES → ''",
        "BOOL → boolean string",
        "INT → boolean integer long float double string",
        "DECIMAL → integer long float double string",
        "DOUBLE → integer long float double string",
        "TIMESTAMP → string dateTime",
        "DATE → string date",
        "TIME → string",
        "DURATION → string duration",
        "LIST → ''",
        "MAP → ''",
        "STRING → boolean integer long float double string date time dateTime duration",
        "UNKNOWN → boolean integer long float double string date time dateTime duration",
      })
  void knows_what_a_type_can_become(ResultType type, String primitives) {
    assertThat(
            Arrays.stream(Primitive.values())
                .filter(each -> Conversion.isPossible(type, each))
                .map(Primitive::term)
                .collect(Collectors.joining(" ")))
        .isEqualTo(primitives);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "LIST → array",
        "MAP → map object geometry",
        "STRING → enum array map object geometry",
        "INT → enum",
        "BOOL → ''",
      })
  void knows_which_types_become_structures(ResultType type, String schemas) {
    Map<String, Schema> known =
        Map.of(
            "enum", new Schema.EnumSchema(Primitive.INTEGER, Map.of()),
            "array", new Schema.ArraySchema(Primitive.STRING),
            "map", new Schema.MapSchema(Primitive.STRING),
            "object", new Schema.ObjectSchema(Map.of()),
            "geometry", Schema.Geospatial.POINT);
    assertThat(
            known.keySet().stream()
                .filter(
                    each ->
                        Conversion.isPossible(
                            type, java.util.Objects.requireNonNull(known.get(each)))))
        .containsExactlyInAnyOrder(schemas.isEmpty() ? new String[0] : schemas.split(" "));
    known.forEach((word, schema) -> assertThat(Conversion.word(schema)).isEqualTo(word));
  }
}
