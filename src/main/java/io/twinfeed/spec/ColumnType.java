package io.twinfeed.spec;

/**
 * What a column of a source gives to expressions; docs/types.md says which SQL types become which.
 *
 * <p>The Java types of the values are, in the order of the constants: String, Long, BigDecimal
 * (trailing zeros stripped), Double, Boolean, Instant (microseconds), String ({@code 2024-02-29}),
 * String ({@code 23:59:59.5}), byte[].
 */
public enum ColumnType {
  STRING,
  INT,
  DECIMAL,
  DOUBLE,
  BOOL,
  TIMESTAMP,
  DATE,
  TIME,
  BYTES
}
