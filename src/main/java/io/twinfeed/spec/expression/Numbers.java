package io.twinfeed.spec.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntPredicate;

/**
 * Arithmetic over int, decimal and double.
 *
 * <p>A double that meets a decimal is taken by the digits that it is written with, so {@code price
 * * 1.19} is exact; the result is a decimal. Sums, differences and products of decimals are exact;
 * quotients have 34 digits, rounded half to even, as IEEE 754 decimal128 has.
 */
final class Numbers {
  static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

  // Far beyond any database's NUMERIC, and near enough to be written out without an exponent
  private static final int LARGEST_SCALE = 1000;

  private Numbers() {}

  /**
   * @throws CelEvaluationException for NaN and infinity
   */
  static BigDecimal decimal(Object number) throws CelEvaluationException {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof Long integer) {
      return BigDecimal.valueOf(integer);
    }
    if (number instanceof UnsignedLong unsigned) {
      return new BigDecimal(unsigned.bigIntegerValue());
    }
    double binary = (Double) number;
    if (Double.isNaN(binary) || Double.isInfinite(binary)) {
      throw new CelEvaluationException(binary + " has no decimal value");
    }
    return BigDecimal.valueOf(binary).stripTrailingZeros();
  }

  static BigDecimal parse(String text) throws CelEvaluationException {
    BigDecimal parsed;
    try {
      parsed = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new CelEvaluationException("'" + text + "' is not a number", e);
    }
    BigDecimal stripped = parsed.signum() == 0 ? BigDecimal.ZERO : parsed.stripTrailingZeros();
    if (Math.abs((long) stripped.scale()) > LARGEST_SCALE) {
      throw new CelEvaluationException("'" + text + "' is out of the range of a decimal");
    }
    return stripped;
  }

  static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) throws CelEvaluationException {
    if (divisor.signum() == 0) {
      throw new CelEvaluationException("division by zero");
    }
    return dividend.divide(divisor, DIVISION);
  }

  /** The whole number towards zero. */
  static long toLong(BigDecimal number) throws CelEvaluationException {
    try {
      return number.setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException e) {
      throw new CelEvaluationException(text(number) + " is out of the range of an int", e);
    }
  }

  /** The nearest double. */
  static double toDouble(BigDecimal number) throws CelEvaluationException {
    double nearest = number.doubleValue();
    if (Double.isInfinite(nearest)) {
      throw new CelEvaluationException(text(number) + " is out of the range of a double");
    }
    return nearest;
  }

  /** Compares by value whatever the types; with NaN nothing holds. */
  static boolean compare(Object left, Object right, IntPredicate holds) {
    if (isNaN(left) || isNaN(right)) {
      return false;
    }
    if (isInfinite(left) || isInfinite(right)) {
      return holds.test(
          Double.compare(((Number) left).doubleValue(), ((Number) right).doubleValue()));
    }
    try {
      return holds.test(decimal(left).compareTo(decimal(right)));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a finite number without a decimal value", e);
    }
  }

  /** Without an exponent, and without zeros at the end of a fraction. */
  static String text(Number number) {
    if (number instanceof Double binary) {
      if (binary.isNaN() || binary.isInfinite()) {
        return binary.toString();
      }
      return text(BigDecimal.valueOf(binary));
    }
    return number instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : number.toString();
  }

  private static boolean isNaN(Object number) {
    return number instanceof Double binary && binary.isNaN();
  }

  private static boolean isInfinite(Object number) {
    return number instanceof Double binary && binary.isInfinite();
  }
}
