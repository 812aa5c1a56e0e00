package io.twinfeed.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private Budget budget = new Budget(100);
  private long now;

  @Test
  void a_quarter_of_a_second_may_go_at_once_and_then_one_after_the_other() {
    at(0).permits(25).refuses();
    at(10).permits(1).refuses();
    at(29).permits(1).refuses();
    at(30).permits(1).refuses();
  }

  @Test
  void a_long_pause_saves_up_no_more_than_that() {
    at(0).permits(25);
    at(60_000).permits(25).refuses();
  }

  @Test
  void a_small_budget_may_always_send_one() {
    budget = new Budget(1);

    at(0).permits(1).refuses();
    at(999).refuses();
    at(1_000).permits(1).refuses();
  }

  @Test
  void what_is_taken_beyond_waits_for_its_turn() {
    at(0).permits(25);

    assertThat(TimeUnit.NANOSECONDS.toMillis(budget.take(now).nanos())).isEqualTo(10);
    assertThat(TimeUnit.NANOSECONDS.toMillis(budget.take(now).nanos())).isEqualTo(20);
  }

  @Test
  void a_wait_for_its_turn_is_none_that_the_service_asked_for() {
    at(60_000).permits(25);

    assertThat(budget.take(now).askedNanos()).isZero();
    assertThat(budget.take(now).nanos()).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void throttling_halves_the_rate_and_it_comes_back_by_a_twentieth_a_second() {
    at(0).throttled(0).hasRate(50);
    at(1_000).hasRate(55);
    at(5_000).hasRate(75);
    at(10_000).hasRate(100);
    at(60_000).hasRate(100);
  }

  @Test
  void answers_to_requests_that_went_before_the_slow_down_do_not_slow_down_again() {
    at(1_000).throttled(900).throttled(950).throttled(999).hasRate(50);
    at(2_000).throttled(1_050).throttled(1_990).hasRate(55);
    at(2_100).throttled(2_000).hasRate(27.75);
  }

  @Test
  void it_never_becomes_slower_than_a_twentieth() {
    for (int second = 0; second < 20; second++) {
      at(second * 1_000L).throttled(second * 1_000L);
    }
    assertThat(budget.rate(now)).isGreaterThanOrEqualTo(5);
  }

  @Test
  void a_pause_is_kept_and_there_is_no_rush_after_it() {
    at(0).pausedFor(6_000).refuses();
    assertThat(TimeUnit.NANOSECONDS.toMillis(budget.ask(now).askedNanos())).isEqualTo(6_000);
    at(5_999).refuses();
    at(6_000).permits(1).refuses();
    at(6_010).permits(1).refuses();
  }

  @Test
  void one_without_a_limit_gets_one_of_what_was_sent_and_becomes_free_again() {
    budget = new Budget(Double.POSITIVE_INFINITY);
    for (int ms = 0; ms < 2_000; ms++) {
      at(ms).permits(1);
    }
    at(2_000).throttled(1_990).hasRate(500);
    at(4_000).hasRate(1_000);
    at(20_000).hasRate(Double.POSITIVE_INFINITY).permits(10_000);
  }

  @Test
  void one_without_a_limit_that_is_throttled_at_its_start_is_not_taken_for_a_slow_one() {
    budget = new Budget(Double.POSITIVE_INFINITY);
    for (int ms = 0; ms < 200; ms++) {
      at(ms).permits(1);
    }
    at(200).throttled(190).hasRate(500);
  }

  @Test
  void one_without_a_limit_keeps_a_pause() {
    budget = new Budget(Double.POSITIVE_INFINITY);

    at(0).pausedFor(1_000).refuses();
    at(1_000).permits(100);
  }

  @Property
  void no_time_ever_sees_more_than_the_rate_and_the_burst(
      @ForAll @IntRange(min = 1, max = 2_000) int rate,
      @ForAll @Size(min = 2, max = 80) List<@IntRange(min = 0, max = 400_000_000) Integer> gaps) {
    Budget any = new Budget(rate);
    long clock = 0;
    long[] sent = new long[gaps.size()];
    for (int i = 0; i < sent.length; i++) {
      // Two of three ask at once
      clock += i % 3 == 0 ? gaps.get(i) : 0;
      sent[i] = clock + any.take(clock).nanos();
    }
    java.util.Arrays.sort(sent);
    for (int from = 0; from < sent.length; from++) {
      for (int to = from; to < sent.length; to++) {
        double most = rate * ((sent[to] - sent[from]) / 1e9) + Math.max(1, rate * 0.25);
        assertThat((double) (to - from + 1)).isLessThanOrEqualTo(most + 1e-5);
      }
    }
  }

  private BudgetTest at(long millis) {
    now = TimeUnit.MILLISECONDS.toNanos(millis);
    return this;
  }

  private BudgetTest permits(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(budget.ask(now)).as("number %d", i).isEqualTo(Wait.NONE);
      assertThat(budget.take(now)).isEqualTo(Wait.NONE);
    }
    return this;
  }

  private BudgetTest refuses() {
    assertThat(budget.ask(now).nanos()).isPositive();
    return this;
  }

  private BudgetTest throttled(long sentMillis) {
    budget.slow(TimeUnit.MILLISECONDS.toNanos(sentMillis), now);
    return this;
  }

  private BudgetTest pausedFor(long millis) {
    budget.pause(now + TimeUnit.MILLISECONDS.toNanos(millis), now);
    return this;
  }

  private BudgetTest hasRate(double rate) {
    if (Double.isInfinite(rate)) {
      assertThat(budget.rate(now)).isInfinite();
    } else {
      assertThat(budget.rate(now)).isCloseTo(rate, within(rate / 100));
    }
    return this;
  }
}
