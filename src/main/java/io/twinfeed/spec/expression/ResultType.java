package io.twinfeed.spec.expression;

import dev.cel.common.types.CelType;
import io.twinfeed.spec.ColumnType;
import java.util.Locale;

/** What a template is known to give, for checks before a row is read. */
public enum ResultType {
  STRING,
  INT,
  DECIMAL,
  DOUBLE,
  BOOL,
  TIMESTAMP,
  /** Text that a DATE column made: {@code 2024-02-29}. */
  DATE,
  /** Text that a TIME column made: {@code 23:59:59.5}. */
  TIME,
  /** Text in ISO 8601: {@code PT5M}. */
  DURATION,
  BYTES,
  LIST,
  MAP,
  /** Nothing is known: the columns have no types yet, or the value is always null. */
  UNKNOWN;

  static ResultType of(ColumnType type) {
    return valueOf(type.name());
  }

  static ResultType of(CelType type) {
    return switch (type.kind()) {
      case STRING -> STRING;
      case INT, UINT -> INT;
      case DOUBLE -> DOUBLE;
      case BOOL -> BOOL;
      case TIMESTAMP -> TIMESTAMP;
      case DURATION -> DURATION;
      case BYTES -> BYTES;
      case LIST -> LIST;
      case MAP -> MAP;
      case OPAQUE -> type.equals(CelTypes.DECIMAL) ? DECIMAL : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** As messages spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a value of this type may stand inside text. */
  boolean fitsText() {
    return this != BYTES && this != LIST && this != MAP;
  }
}
