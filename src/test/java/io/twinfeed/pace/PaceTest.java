package io.twinfeed.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Cost PATCH = new Cost(Operation.PATCH, List.of("a"));
  private static final Cost LINK = new Cost(Operation.CREATE_DELETE, List.of("a", "hub"));
  private static final Answer OK = new Answer.Status(200, false, null);
  private static final Answer BUSY = new Answer.Status(503, false, null);
  private static final Answer CLOSED = new Answer.Lost(true);
  private static final Answer BROKEN = new Answer.Lost(false);

  private long now;
  private final Pace pace = pace(Limits.AZURE);

  @Test
  void the_gateway_slows_the_operation_and_no_other() {
    at(0).answers(PATCH, new Answer.Status(429, false, null));

    assertThat(pace.limiter().rate(Operation.PATCH)).isEqualTo(500);
    assertThat(pace.limiter().rate(Operation.CREATE_DELETE)).isEqualTo(500);
    assertThat(pace.limiter().rate(Operation.READ)).isEqualTo(1000);
    assertThat(pace.limiter().askTwin("a")).isEqualTo(Wait.NONE);
  }

  @Test
  void a_service_that_says_when_to_come_back_is_believed_by_all_of_the_operation() {
    at(0).answers(PATCH, new Answer.Status(503, false, Duration.ofSeconds(6)));

    assertThat(pace.limiter().ask(Operation.PATCH).askedNanos()).isEqualTo(6_000_000_000L);
    assertThat(pace.limiter().ask(Operation.READ)).isEqualTo(Wait.NONE);
    at(6_000);
    assertThat(pace.limiter().ask(Operation.PATCH)).isEqualTo(Wait.NONE);
  }

  @Test
  void a_twin_that_is_written_to_too_often_slows_only_the_twins_concerned() {
    at(0).answers(LINK, new Answer.Status(429, true, Duration.ofSeconds(1)));

    assertThat(pace.limiter().askTwin("hub").askedNanos()).isEqualTo(1_000_000_000L);
    assertThat(pace.limiter().askTwin("a").askedNanos()).isEqualTo(1_000_000_000L);
    assertThat(pace.limiter().askTwin("b")).isEqualTo(Wait.NONE);
    assertThat(pace.limiter().rate(Operation.CREATE_DELETE)).isEqualTo(500);
    assertThat(pace.limiter().ask(Operation.CREATE_DELETE)).isEqualTo(Wait.NONE);
  }

  @Test
  void a_twin_is_slowed_down_without_limits_too() {
    Pace free = pace(Limits.NONE);

    free.next(LINK, 1, now, new Answer.Status(429, true, null));

    free.limiter().takeTwins(LINK.twins());
    free.limiter().takeTwins(LINK.twins());
    assertThat(free.limiter().takeTwins(LINK.twins()).nanos()).isPositive();
    assertThat(free.limiter().takeTwins(List.of("b"))).isEqualTo(Wait.NONE);
  }

  @Test
  void a_relationship_takes_from_both_of_its_ends() {
    for (int i = 0; i < 10; i++) {
      pace.limiter().takeTwins(List.of("machine-" + i, "hub"));
    }

    assertThat(pace.limiter().askTwin("hub").nanos()).isGreaterThan(700_000_000L);
    assertThat(pace.limiter().askTwin("machine-1")).isEqualTo(Wait.NONE);
  }

  @Test
  void a_service_that_nobody_hears_of_is_given_up_after_a_minute() {
    at(0);
    assertThat(pace.next(PATCH, 1, now, CLOSED)).isPresent();
    at(30_000);
    assertThat(pace.next(PATCH, 17, now, CLOSED)).as("it may be restarting").isPresent();
    assertThat(pace.circuit().isOpen()).isFalse();
    at(60_000);
    assertThat(pace.next(PATCH, 18, now, CLOSED)).isEmpty();
    assertThat(pace.circuit().isOpen()).isTrue();
    assertThat(pace.circuit().reason()).isEqualTo("it has not answered for 60 s");
  }

  @Test
  void a_service_that_comes_back_in_time_is_as_good_as_ever() {
    at(0).answers(PATCH, CLOSED);
    at(59_000).answers(PATCH, OK);
    at(61_000).answers(PATCH, CLOSED);
    at(100_000).answers(PATCH, CLOSED);

    assertThat(pace.circuit().isOpen()).isFalse();
  }

  @Test
  void a_request_that_can_not_be_answered_is_given_up_alone() {
    for (int attempt = 1; attempt <= 5; attempt++) {
      at(attempt * 20_000L);
      assertThat(pace.next(PATCH, attempt, now, BUSY)).isPresent();
    }
    at(120_000);
    assertThat(pace.next(PATCH, 6, now, BUSY)).isEmpty();
    assertThat(pace.circuit().isOpen()).isFalse();
  }

  @Test
  void many_that_fail_one_after_the_other_are_the_service_being_down() {
    for (int i = 0; i < 20; i++) {
      at(i).answers(PATCH, i % 2 == 0 ? BUSY : BROKEN);
    }
    at(30_000);
    assertThat(pace.next(PATCH, 6, now, BUSY)).as("it is not this request's fault").isPresent();
    at(60_000);
    assertThat(pace.next(PATCH, 7, now, BUSY)).isEmpty();
    assertThat(pace.circuit().isOpen()).isTrue();
  }

  @Test
  void a_busy_service_is_not_down() {
    for (int i = 0; i < 100; i++) {
      at(i * 1_000L).answers(PATCH, new Answer.Status(429, false, null));
    }

    assertThat(pace.circuit().isOpen()).isFalse();
  }

  @Test
  void who_only_asks_whether_it_is_there_does_not_wait_for_it() {
    Pace impatient = Pace.impatient();

    assertThat(impatient.next(PATCH, 1, 0, CLOSED)).isPresent();
    assertThat(impatient.next(PATCH, 2, 0, CLOSED)).isEmpty();
    assertThat(impatient.next(PATCH, 5, 0, BROKEN)).as("it is there").isPresent();
    assertThat(impatient.next(PATCH, 5, 0, BUSY)).as("it is there").isPresent();
    assertThat(impatient.next(PATCH, 6, 0, BUSY)).isEmpty();
    assertThat(impatient.circuit().isOpen()).isFalse();
  }

  @Test
  void the_window_holds_what_the_rate_needs_at_the_latency() {
    assertThat(pace.window(Operation.PATCH)).as("nothing is known yet").isEqualTo(64);
    slow(100);
    assertThat(pace.window(Operation.PATCH)).isEqualTo(150);
    assertThat(pace.window(Operation.CREATE_DELETE)).isEqualTo(75);
  }

  @Test
  void the_window_has_bounds() {
    slow(1);
    assertThat(pace.window(Operation.PATCH)).isEqualTo(32);
    for (int i = 0; i < 300; i++) {
      slow(5_000);
    }
    assertThat(pace.window(Operation.PATCH)).isEqualTo(256);
    assertThat(pace(Limits.NONE).window(Operation.PATCH)).isEqualTo(64);
  }

  @Test
  void a_share_is_of_everything() {
    Limits half = Limits.AZURE.with(Operation.PATCH, 200).share(0.5);

    assertThat(half.perSecond())
        .containsEntry(Operation.PATCH, 100.0)
        .containsEntry(Operation.CREATE_DELETE, 250.0)
        .containsEntry(Operation.READ, 500.0);
    assertThat(half.perTwin()).isEqualTo(5);
  }

  @Test
  void all_of_one_run_share_one_pace() {
    Pacing run = new Pacing("run of PaceTest", Limits.AZURE);
    Pacing other = new Pacing("another run of PaceTest", Limits.AZURE);
    try {
      Pace shared = run.shared();

      assertThat(new Pacing("run of PaceTest", Limits.AZURE).shared()).isSameAs(shared);
      assertThat(other.shared()).isNotSameAs(shared);
      run.release();
      assertThat(run.shared()).isNotSameAs(shared);
    } finally {
      run.release();
      other.release();
    }
  }

  private Pace pace(Limits limits) {
    return new Pace(
        limits,
        new Retry(6, Duration.ofMillis(400), Duration.ofSeconds(10), () -> 0.5),
        Duration.ofSeconds(60),
        () -> now);
  }

  private PaceTest at(long millis) {
    now = millis * 1_000_000;
    return this;
  }

  private void answers(Cost cost, Answer answer) {
    pace.next(cost, 1, now, answer);
  }

  private void slow(long millis) {
    long sent = now;
    now += millis * 1_000_000;
    pace.next(PATCH, 1, sent, OK);
  }
}
