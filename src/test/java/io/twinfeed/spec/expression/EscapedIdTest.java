package io.twinfeed.spec.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.runtime.CelEvaluationException;
import io.twinfeed.twin.SafeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EscapedIdTest {

  @Example
  void refuses_what_has_no_id() {
    assertThatThrownBy(() -> EscapedId.of(new Object[] {List.of(1L)}))
        .isInstanceOf(CelEvaluationException.class);
    assertThatThrownBy(() -> EscapedId.of(new Object[] {Double.NaN}))
        .isInstanceOf(CelEvaluationException.class);
    assertThatThrownBy(() -> EscapedId.of(new Object[] {"\uD800"}))
        .isInstanceOf(CelEvaluationException.class);
  }

  @Example
  void writes_what_its_documentation_says() throws CelEvaluationException {
    assertThat(EscapedId.of(new Object[] {"A/1", 7L})).isEqualTo("A~2F1:~i7");
    assertThat(EscapedId.of(new Object[] {"", "é", new BigDecimal("1.50"), 1e21, true}))
        .isEqualTo("~:~C3~A9:~d1.5:~f1000000000000000000000:~btrue");
    assertThat(EscapedId.of(new Object[] {Instant.parse("2024-01-31T12:00:00Z")}))
        .isEqualTo("~t2024-01-31T120000Z");
  }

  @Property(tries = 5000)
  void gives_different_lists_different_ids(
      @ForAll("values") List<Object> one, @ForAll("values") List<Object> other)
      throws CelEvaluationException {
    String id = EscapedId.of(one.toArray());
    assertThat(id.equals(EscapedId.of(other.toArray()))).isEqualTo(one.equals(other));
    assertThat(SafeId.problem(id).filter(problem -> !problem.startsWith("has "))).isEmpty();
  }

  @Provide
  Arbitrary<List<Object>> values() {
    // Few characters, so that collisions would be found
    Arbitrary<Object> text =
        Arbitraries.strings().withChars("~:i7A-/ é").ofMaxLength(4).map(Object.class::cast);
    Arbitrary<Object> number = Arbitraries.longs().between(-8, 8).map(Object.class::cast);
    Arbitrary<Object> decimal =
        Arbitraries.integers()
            .between(-9, 9)
            .map(each -> new BigDecimal(each).movePointLeft(1).stripTrailingZeros());
    Arbitrary<Object> binary = Arbitraries.of(7.0, 0.5, -1e300);
    Arbitrary<Object> other = Arbitraries.of(true, false, Instant.EPOCH);
    return Arbitraries.oneOf(text, text, number, decimal, binary, other)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
