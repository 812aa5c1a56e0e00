package io.twinfeed.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The chance of one row: its throws depend on the table and the row's number and on nothing else,
 * so that every JVM makes the same row, and a larger scale repeats the smaller one. SplitMix64, own
 * code because {@code java.util.Random} promises no equal sequences for bounded numbers.
 */
final class Dice {
  /** The day on which the sample was taken, a Monday; nothing in it is later but what is due. */
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  private long state;

  private Dice(long seed) {
    state = seed;
  }

  static Dice of(String table, long row) {
    Dice dice = new Dice(table.hashCode() * 0x9E3779B97F4A7C15L + row * 0xD1B54A32D192ED03L);
    dice.next();
    return dice;
  }

  /** From 0 to below {@code bound}. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next() >>> 1, bound);
  }

  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** A decimal with {@code scale} digits behind the point; the bounds are in its last digit. */
  BigDecimal decimal(int least, int most, int scale) {
    return BigDecimal.valueOf(between(least, most), scale);
  }

  LocalDate dayBefore(int daysAtMost) {
    return TODAY.minusDays(between(1, daysAtMost));
  }

  /** In working hours: an hour that no change of the clocks skips or repeats. */
  LocalDateTime timeBefore(int daysAtMost) {
    return dayBefore(daysAtMost).atTime(between(6, 19), below(60), below(60));
  }

  Instant instantBefore(int daysAtMost) {
    return timeBefore(daysAtMost).toInstant(ZoneOffset.UTC).plusNanos(1_000L * below(1_000_000));
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
