package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.spec.expression.ResultType;
import java.util.Map;
import java.util.Set;

/**
 * Which types can become which schemas for at least some value. Whether a given value does is found
 * out row by row; this only says what is hopeless. Text may read as anything: as a number, or as
 * the JSON of an object.
 */
final class Conversion {
  private static final Set<Primitive> NUMBERS =
      Set.of(
          Primitive.INTEGER, Primitive.LONG, Primitive.FLOAT, Primitive.DOUBLE, Primitive.STRING);

  private static final Map<ResultType, Set<Primitive>> PRIMITIVES =
      Map.of(
          ResultType.INT,
          Set.of(
              Primitive.INTEGER,
              Primitive.LONG,
              Primitive.FLOAT,
              Primitive.DOUBLE,
              Primitive.STRING,
              // 0 and 1
              Primitive.BOOLEAN),
          ResultType.DECIMAL,
          NUMBERS,
          ResultType.DOUBLE,
          NUMBERS,
          ResultType.BOOL,
          Set.of(Primitive.BOOLEAN, Primitive.STRING),
          ResultType.TIMESTAMP,
          Set.of(Primitive.DATE_TIME, Primitive.STRING),
          ResultType.DATE,
          Set.of(Primitive.DATE, Primitive.STRING),
          ResultType.TIME,
          // DTDL's time has an offset, which a TIME column has not
          Set.of(Primitive.STRING),
          ResultType.DURATION,
          Set.of(Primitive.DURATION, Primitive.STRING),
          ResultType.BYTES,
          Set.of());

  private Conversion() {}

  static boolean isNumber(ResultType type) {
    return type == ResultType.INT
        || type == ResultType.DECIMAL
        || type == ResultType.DOUBLE
        || type == ResultType.UNKNOWN;
  }

  static boolean isPossible(ResultType type, Schema schema) {
    if (type == ResultType.UNKNOWN || type == ResultType.STRING) {
      return true;
    }
    if (type == ResultType.LIST) {
      return schema instanceof Schema.ArraySchema;
    }
    if (type == ResultType.MAP) {
      return schema instanceof Schema.MapSchema
          || schema instanceof Schema.ObjectSchema
          || schema instanceof Schema.Geospatial;
    }
    Schema plain = schema instanceof Schema.EnumSchema values ? values.valueSchema() : schema;
    return plain instanceof Primitive primitive
        && PRIMITIVES.getOrDefault(type, Set.of()).contains(primitive);
  }

  /** A schema as a model spells it. */
  static String word(Schema schema) {
    if (schema instanceof Primitive primitive) {
      return primitive.term();
    }
    return schema instanceof Schema.EnumSchema
        ? "enum"
        : schema instanceof Schema.ObjectSchema
            ? "object"
            : schema instanceof Schema.MapSchema
                ? "map"
                : schema instanceof Schema.ArraySchema ? "array" : "geometry";
  }
}
