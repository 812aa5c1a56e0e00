package io.twinfeed.connector;

import io.twinfeed.twin.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as Beam's: with the fields that are asked for, or as JSON text.
 *
 * @param types {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code json} by
 *     column; empty for one field {@code json} with the whole row
 */
record QueryRows(Map<String, String> types) implements Serializable {
  private static final String JSON = "json";

  QueryRows {
    types = new TreeMap<>(types);
  }

  /**
   * In the order of the names.
   *
   * @throws IllegalArgumentException for a type that is not known
   */
  Schema schema() {
    Schema.Builder schema = Schema.builder();
    types.forEach((name, type) -> schema.addNullableField(name, fieldType(name, type)));
    return types.isEmpty() ? schema.addStringField(JSON).build() : schema.build();
  }

  /**
   * @throws IllegalArgumentException if a value is of another type than that of its field
   */
  Row row(Schema schema, Value row) {
    if (types.isEmpty()) {
      return Row.withSchema(schema).addValue(JsonRows.text(row)).build();
    }
    Map<String, Value> members = row instanceof Value.Struct struct ? struct.members() : Map.of();
    List<@Nullable Object> values = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          Value value = members.get(name);
          values.add(value == null ? null : java(name, type, value));
        });
    return Row.withSchema(schema).addValues(values).build();
  }

  private static Schema.FieldType fieldType(String name, String type) {
    return switch (type) {
      case "string", JSON -> Schema.FieldType.STRING;
      case "integer" -> Schema.FieldType.INT64;
      case "number" -> Schema.FieldType.DOUBLE;
      case "boolean" -> Schema.FieldType.BOOLEAN;
      default ->
          throw new IllegalArgumentException(
              "digital_twins_query: the type of field %s is %s; known are string, integer, number, boolean and json"
                  .formatted(name, type));
    };
  }

  private static Object java(String name, String type, Value value) {
    if (type.equals(JSON)) {
      return JsonRows.text(value);
    }
    if (type.equals("string") && value instanceof Value.Text text) {
      return text.text();
    }
    if (type.equals("boolean") && value instanceof Value.Bool bool) {
      return bool.is();
    }
    if (type.equals("number") && value instanceof Value.Num num) {
      return num.number().doubleValue();
    }
    if (type.equals("integer") && value instanceof Value.Num num) {
      try {
        return num.number().longValueExact();
      } catch (ArithmeticException e) {
        throw unfit(name, type, value, e);
      }
    }
    throw unfit(name, type, value, null);
  }

  private static IllegalArgumentException unfit(
      String name, String type, Value value, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "DigitalTwinsIO: column %s is asked for as %s, and is %s; ask for it as json"
            .formatted(name, type, JsonRows.text(value)),
        cause);
  }

  /** Makes the rows. */
  static final class ToRowFn extends DoFn<Value, Row> {
    private static final long serialVersionUID = 1;

    private final QueryRows rows;
    private final Schema schema;

    ToRowFn(QueryRows rows) {
      this.rows = rows;
      this.schema = rows.schema();
    }

    @ProcessElement
    public void convert(@Element Value value, OutputReceiver<Row> out) {
      out.output(rows.row(schema, value));
    }
  }
}
