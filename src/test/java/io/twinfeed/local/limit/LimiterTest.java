package io.twinfeed.local.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Timelines: at a time in milliseconds, so many requests pass, and the next has to wait. */
class LimiterTest {
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final Instant start = now;

  @Test
  void a_class_uses_its_second_at_once_and_then_goes_on_at_its_rate() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(0);
    passes(1000, () -> limiter.request(RateClass.TWIN_PATCHES));
    assertThat(refused(() -> limiter.request(RateClass.TWIN_PATCHES)).limit())
        .isEqualTo(Throttled.Limit.GATEWAY);
    at(100);
    passes(100, () -> limiter.request(RateClass.TWIN_PATCHES));
    refused(() -> limiter.request(RateClass.TWIN_PATCHES));
    at(60_000);
    passes(1000, () -> limiter.request(RateClass.TWIN_PATCHES));
    refused(() -> limiter.request(RateClass.TWIN_PATCHES));
  }

  @Test
  void classes_have_budgets_of_their_own() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    passes(500, () -> limiter.request(RateClass.CREATES_AND_DELETES));
    refused(() -> limiter.request(RateClass.CREATES_AND_DELETES));
    passes(1000, () -> limiter.request(RateClass.TWIN_READS));
    passes(1, () -> limiter.request(RateClass.JOBS));
    refused(() -> limiter.request(RateClass.JOBS));
  }

  @Test
  void a_twin_takes_ten_writes_a_second_and_its_allowance() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(0);
    passes(10, () -> limiter.write(List.of("hub")));
    Throttled throttled = refused(() -> limiter.write(List.of("hub")));
    assertThat(throttled.limit()).isEqualTo(Throttled.Limit.TWIN);
    assertThat(throttled.retryAfterSeconds()).isEqualTo(1);
    at(99);
    refused(() -> limiter.write(List.of("hub")));
    at(100);
    passes(1, () -> limiter.write(List.of("hub")));
    refused(() -> limiter.write(List.of("hub")));
    at(2_000);
    passes(10, () -> limiter.write(List.of("hub")));
  }

  @Test
  void thirty_writes_in_a_row_pass_as_recorded() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    for (int i = 0; i < 30; i++) {
      at(i * 2_600L / 30);
      passes(1, () -> limiter.write(List.of("hub")));
    }
  }

  @Test
  void both_ends_of_a_relationship_pay_or_none() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    passes(10, () -> limiter.write(List.of("hub")));
    refused(() -> limiter.write(Set.of("leaf", "hub")));
    passes(10, () -> limiter.write(List.of("leaf")));
    refused(() -> limiter.write(List.of("leaf")));
  }

  @Test
  void what_was_refused_costs_nothing() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(0);
    passes(10, () -> limiter.write(List.of("hub")));
    for (int i = 0; i < 100; i++) {
      refused(() -> limiter.write(List.of("hub")));
    }
    at(100);
    passes(1, () -> limiter.write(List.of("hub")));
  }

  @Test
  void queries_pay_afterwards_and_go_into_debt() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(0);
    limiter.query();
    limiter.charge(4_000);
    limiter.query();
    limiter.charge(6_000);
    Throttled throttled = refused(limiter::query);
    assertThat(throttled.limit()).isEqualTo(Throttled.Limit.QUERY_UNITS);
    assertThat(throttled.retryAfterSeconds()).isEqualTo(2);
    at(1_499);
    refused(limiter::query);
    at(1_500);
    limiter.query();
  }

  @Test
  void the_time_to_wait_is_in_whole_seconds_and_never_too_short() {
    Limits slow = Limits.parse("jobs: 0.3");
    Limiter limiter = new Limiter(slow, () -> now);
    at(0);
    passes(1, () -> limiter.request(RateClass.JOBS));
    assertThat(refused(() -> limiter.request(RateClass.JOBS)).retryAfterSeconds()).isEqualTo(4);
    at(3_300);
    assertThat(refused(() -> limiter.request(RateClass.JOBS)).retryAfterSeconds()).isEqualTo(1);
    at(3_334);
    passes(1, () -> limiter.request(RateClass.JOBS));
  }

  @Test
  void a_clock_that_is_set_back_harms_nobody() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(10_000);
    passes(5, () -> limiter.write(List.of("hub")));
    at(0);
    passes(5, () -> limiter.write(List.of("hub")));
    refused(() -> limiter.write(List.of("hub")));
    at(100);
    passes(1, () -> limiter.write(List.of("hub")));
  }

  @Test
  void twins_at_rest_are_forgotten_and_busy_ones_are_not() {
    Limiter limiter = new Limiter(Limits.AZURE, () -> now);
    at(0);
    IntStream.range(0, 9_999).forEach(i -> limiter.write(List.of("twin-" + i)));
    at(1_000);
    passes(10, () -> limiter.write(List.of("hub")));
    IntStream.range(0, 20_000).forEach(i -> limiter.write(List.of("other-" + i)));
    refused(() -> limiter.write(List.of("hub")));
  }

  @Test
  void without_limits_everything_passes() {
    Limiter limiter = new Limiter(Limits.NONE, () -> now);
    assertThat(limiter.isOpen()).isTrue();
    passes(10_000, () -> limiter.request(RateClass.JOBS));
    passes(10_000, () -> limiter.write(List.of("hub")));
  }

  private void at(long millis) {
    now = start.plusMillis(millis);
  }

  private static void passes(int times, Runnable request) {
    for (int i = 0; i < times; i++) {
      request.run();
    }
  }

  private static Throttled refused(Runnable request) {
    Throttled throttled = catchThrowableOfType(Throttled.class, request::run);
    assertThat(throttled).isNotNull();
    return throttled;
  }
}
