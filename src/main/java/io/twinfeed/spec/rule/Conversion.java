package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Schema;
import io.twinfeed.dtdl.Schema.Primitive;
import io.twinfeed.spec.expression.ResultType;
import java.util.Map;
import java.util.Set;

/**
 * Which types can become which schemas for at least some value. Text may read as anything. Whether
 * a given value does is found out row by row; this only says what is hopeless.
 */
final class Conversion {
  private static final Set<Primitive> NUMBERS =
      Set.of(Primitive.INTEGER, Primitive.LONG, Primitive.FLOAT, Primitive.DOUBLE);

  /** What a type can become among the primitives, apart from string, which everything can. */
  private static final Map<ResultType, Set<Primitive>> PRIMITIVES =
      Map.of(
          ResultType.INT, NUMBERS,
          ResultType.DECIMAL, NUMBERS,
          ResultType.DOUBLE, NUMBERS,
          ResultType.BOOL, Set.of(Primitive.BOOLEAN),
          ResultType.TIMESTAMP, Set.of(Primitive.DATE_TIME),
          ResultType.DATE, Set.of(Primitive.DATE, Primitive.DATE_TIME),
          ResultType.TIME, Set.of(Primitive.TIME),
          ResultType.DURATION, Set.of(Primitive.DURATION),
          ResultType.STRING, Set.of(Primitive.values()),
          ResultType.BYTES, Set.of());

  private Conversion() {}

  static boolean isNumber(ResultType type) {
    return type == ResultType.INT
        || type == ResultType.DECIMAL
        || type == ResultType.DOUBLE
        || type == ResultType.UNKNOWN;
  }

  static boolean isPossible(ResultType type, Schema schema) {
    if (type == ResultType.UNKNOWN) {
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
    if (schema instanceof Schema.EnumSchema enumeration) {
      return enumeration.valueSchema() == Primitive.STRING
          ? type == ResultType.STRING
          : type == ResultType.INT || type == ResultType.DECIMAL || type == ResultType.STRING;
    }
    return schema instanceof Primitive primitive
        && (primitive == Primitive.STRING
            || PRIMITIVES.getOrDefault(type, Set.of()).contains(primitive));
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
