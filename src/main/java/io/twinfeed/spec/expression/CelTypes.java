package io.twinfeed.spec.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.ParameterType;

/** Our types as the checker of CEL knows them. */
final class CelTypes {
  /** Decimal numbers of any size; its values are {@code BigDecimal}s without trailing zeros. */
  static final CelType DECIMAL = OpaqueType.create("decimal");

  private CelTypes() {}

  static CelType of(ColumnType type) {
    return switch (type) {
      case STRING, DATE, TIME -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DECIMAL -> DECIMAL;
      case DOUBLE -> SimpleType.DOUBLE;
      case BOOL -> SimpleType.BOOL;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case BYTES -> SimpleType.BYTES;
    };
  }

  static CelType of(ParameterType type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case BOOL -> SimpleType.BOOL;
    };
  }
}
