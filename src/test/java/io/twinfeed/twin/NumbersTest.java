package io.twinfeed.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class NumbersTest {
  @Property(tries = 20_000)
  void a_number_that_is_plain_is_told_again_by_its_nearest_double(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long unscaled,
      @ForAll @IntRange(min = 0, max = 17) int scale) {
    BigDecimal number = new BigDecimal(BigInteger.valueOf(unscaled), scale);
    if (!Value.Num.isPlain(number)) {
      return;
    }
    BigDecimal back = BigDecimal.valueOf(number.doubleValue());

    assertThat(back).isEqualByComparingTo(number);
    // Else it would leave as a whole number
    assertThat(back.scale()).isPositive();
    assertThat(new Value.Num(number).toJava()).isEqualTo(number.doubleValue());
  }
}
