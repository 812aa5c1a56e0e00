package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Identity;
import io.twinfeed.snapshot.Lease;
import io.twinfeed.store.AtOnce;
import io.twinfeed.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HoldingTest {
  // A second longer than the time in which a holder has to come to its end: so long may it be
  // silent
  private static final Duration SHORT = Duration.ofSeconds(16);
  private static final Duration OFTEN = Duration.ofMillis(100);

  private final String container = ObjectStore.newContainer();
  private final State state =
      new State("memory://" + container, Identity.of("plant", "http://127.0.0.1:8099", Map.of()));
  private final Course course = new Course();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void mend() {
    ObjectStore.trouble(container, null);
    never.countDown();
  }

  @Test
  void a_run_ends_if_another_has_its_lease() {
    try (Holding held = state.take("1", Lease.Claim.UNTIL_UNLOCKED, course)) {
      assertThat(Lease.unlock(state.folder(), state.identity())).isTrue();

      assertEnds("was taken from this run by somebody");
      assertThat(held.lease().before()).isNull();
    }
  }

  @Test
  void a_run_ends_if_the_store_fails_for_so_long_that_another_may_have_its_lease() {
    try (Holding held = hold()) {
      awaitRenewals(25); // which take longer than it may be silent
      assertThat(course.isCancelled()).isFalse();

      ObjectStore.trouble(
          container,
          (deed, name) -> {
            throw new IllegalStateException("no route to host");
          });

      assertEnds("could not be reached");
      assertThat(held.lease().before()).isNull();
    }
  }

  @Test
  void a_run_ends_if_the_store_does_not_answer_for_so_long() {
    try (Holding held = hold()) {
      awaitRenewals(25);
      assertThat(course.isCancelled()).isFalse();

      ObjectStore.trouble(container, (deed, name) -> awaitTheEnd());

      assertEnds("could not be reached");
      assertThat(held.lease().before()).isNull();
      never.countDown();
    }
  }

  @Test
  void one_that_was_lost_is_not_renewed_any_more_though_its_run_may_hang() {
    try (Holding held = hold()) {
      ObjectStore.trouble(
          container,
          (deed, name) -> {
            throw new IllegalStateException("no route to host");
          });
      assertEnds("could not be reached");
      ObjectStore.trouble(container, null);
      List<String> left = ObjectStore.names(container);

      held.lease().renew();

      assertThat(ObjectStore.names(container)).contains("lease").isEqualTo(left);
    }
  }

  @Test
  void a_run_that_was_cancelled_says_that_and_not_that_its_lease_is_lost() {
    course.cancel();
    course.end(new TwinfeedException(Kind.STATE, "lost", ""));

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> course.carry(() -> 1))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
  }

  @Test
  void a_run_that_waits_for_a_lease_can_be_cancelled() {
    try (Holding other = state.take("1", SHORT, new Course())) {
      course.says(waits -> course.cancel());

      assertThatExceptionOfType(TwinfeedException.class)
          .isThrownBy(() -> state.take("2", SHORT, course))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
      assertThat(other.lease().before()).isNull();
    }
  }

  private Holding hold() {
    Lease lease =
        Lease.take(state.folder(), state.identity(), new Lease.Claim("run 1", SHORT), new AtOnce());
    return Holding.of(lease, course, OFTEN);
  }

  private void awaitRenewals(int count) {
    CountDownLatch renewals = new CountDownLatch(count);
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("create")) {
            renewals.countDown();
          }
        });
    try {
      renewals.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertEnds(String why) {
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(
            () ->
                course.carry(
                    () -> {
                      awaitTheEnd();
                      return null;
                    }))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining(why);
  }

  private void awaitTheEnd() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
