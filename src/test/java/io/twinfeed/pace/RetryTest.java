package io.twinfeed.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.pace.Retry.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Retry UNLUCKY =
      new Retry(4, Duration.ofMillis(400), Duration.ofSeconds(1), () -> 1);
  private static final Retry LUCKY =
      new Retry(4, Duration.ofMillis(400), Duration.ofSeconds(1), () -> 0);

  @Test
  void a_final_answer_is_not_asked_for_again() {
    for (int status : new int[] {200, 204, 400, 401, 403, 404, 409, 412}) {
      assertThat(UNLUCKY.next(1, Retry.ofStatus(status, true), null)).as("" + status).isEmpty();
    }
  }

  @Test
  void a_service_that_is_unavailable_is_too_busy_only_if_it_says_when_to_come_back() {
    assertThat(Retry.ofStatus(503, true)).isEqualTo(Reply.THROTTLED);
    assertThat(Retry.ofStatus(503, false)).isEqualTo(Reply.FAULT);
  }

  @Test
  void attempts_end() {
    assertThat(UNLUCKY.next(3, Reply.FAULT, null)).isPresent();
    assertThat(UNLUCKY.next(4, Reply.FAULT, null)).isEmpty();
  }

  @Test
  void waits_are_drawn_below_a_cap_that_doubles_up_to_the_longest() {
    assertThat(UNLUCKY.next(1, Reply.FAULT, null)).contains(Duration.ofMillis(400));
    assertThat(UNLUCKY.next(2, Reply.FAULT, null)).contains(Duration.ofMillis(800));
    assertThat(UNLUCKY.next(3, Reply.FAULT, null)).contains(Duration.ofSeconds(1));
    assertThat(LUCKY.next(3, Reply.FAULT, null)).contains(Duration.ZERO);
  }

  @Test
  void a_server_that_says_when_is_believed_and_not_hit_by_all_at_once() {
    assertThat(LUCKY.next(1, Retry.ofStatus(429, true), Duration.ofSeconds(7)))
        .contains(Duration.ofSeconds(7));
    assertThat(UNLUCKY.next(1, Retry.ofStatus(429, true), Duration.ofSeconds(7)))
        .contains(Duration.ofMillis(7_100));
  }
}
