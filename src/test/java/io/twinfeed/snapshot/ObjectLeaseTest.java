package io.twinfeed.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.snapshot.Lease.Claim;
import io.twinfeed.store.AtOnce;
import io.twinfeed.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease on a store that fails, that does not answer, and that writes nothing over another. */
class ObjectLeaseTest {
  private static final Duration LASTS = Duration.ofSeconds(60);

  private final String container = ObjectStore.newContainer();
  private final Folder folder = Folder.of("memory://" + container + "/state", "plant");
  private volatile long now;

  @AfterEach
  void mend() {
    ObjectStore.trouble(container, null);
  }

  @Test
  void one_that_can_not_be_renewed_is_lost_before_another_may_have_it() throws IOException {
    LeaseFiles lease = take("run 1");
    fail();

    for (int second = 0; second <= 45; second++) {
      assertThatIOException().isThrownBy(lease::renew).withMessageContaining("no route to host");
      lease.requireRenewed();
      pass(1);
    }

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(lease::requireRenewed)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("could not be reached for 46 s to renew the lease");
  }

  @Test
  void one_whose_job_may_go_on_for_ever_is_not_lost_because_the_store_is_away() throws IOException {
    LeaseFiles lease = take("run 1", Claim.UNTIL_UNLOCKED);
    fail();

    pass(3600);

    assertThatNoException().isThrownBy(lease::requireRenewed);
  }

  @Test
  void a_store_that_comes_back_in_time_has_cost_nothing() throws IOException {
    LeaseFiles lease = take("run 1");
    fail();
    pass(40);
    assertThatIOException().isThrownBy(lease::renew);

    ObjectStore.trouble(container, null);
    lease.renew();

    pass(45);
    lease.requireRenewed();
  }

  @Test
  void that_one_was_not_renewed_is_seen_while_the_store_does_not_answer()
      throws IOException, InterruptedException {
    LeaseFiles lease = take("run 1");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          asked.countDown();
          await(answer);
        });
    Thread renewing =
        new Thread(
            () -> {
              try {
                lease.renew();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    renewing.start();
    await(asked);
    pass(46);

    assertThatExceptionOfType(TwinfeedException.class).isThrownBy(lease::requireRenewed);

    answer.countDown();
    renewing.join();
    assertThatExceptionOfType(TwinfeedException.class)
        .as("it was renewed as of when that was asked for")
        .isThrownBy(lease::requireRenewed);
  }

  @Test
  void of_two_that_write_theirs_at_once_one_is_refused() throws IOException {
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("create") && name.endsWith("/lease")) {
            ObjectStore.put(name, "run 2\nlease.beat-2-\n60\n".getBytes(US_ASCII));
          }
        });

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> take("run 1"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STATE))
        .withMessageContaining("is in use by run 2");
    assertThat(ObjectStore.names(container)).containsExactly("lease");
  }

  @Test
  void who_is_interrupted_while_it_takes_one_leaves_nothing_behind() {
    Lease.Patience interrupted =
        new Lease.Patience() {
          @Override
          public void waitsFor(String holder, Duration atMost) {}

          @Override
          public void pause(Duration time) {
            throw new TwinfeedException(Kind.CANCELLED, "cancelled", "");
          }
        };

    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(
            () -> LeaseFiles.take(folder, new Claim("run 1", LASTS), interrupted, () -> now))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));

    assertThat(ObjectStore.names(container)).isEmpty();
  }

  @Test
  void a_store_that_fails_when_it_has_made_the_lease_leaves_nothing_behind() {
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("create") && name.contains("/lease.beat")) {
            throw new IllegalStateException("no route to host");
          }
        });

    assertThatIOException().isThrownBy(() -> take("run 1"));

    assertThat(ObjectStore.names(container)).isEmpty();
  }

  @Test
  void one_of_which_only_the_answer_was_lost_is_had() throws IOException {
    AtomicReference<String> lease = new AtomicReference<>();
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          if (deed.equals("written") && name.endsWith("/lease")) {
            lease.set(name);
            throw new IllegalStateException("connection reset");
          }
        });

    take("run 1").renew();

    assertThat(lease.get()).isNotNull();
  }

  @Test
  void one_that_was_left_behind_goes_to_the_next_and_nothing_of_it_stays() throws IOException {
    take("run 1").renew();

    LeaseFiles second = take("run 2");
    second.renew();

    assertThat(second.before()).isEqualTo("run 1");
    assertThat(ObjectStore.names(container)).hasSize(2);
    second.giveBack();
    assertThat(ObjectStore.names(container)).isEmpty();
  }

  private LeaseFiles take(String holder) throws IOException {
    return take(holder, LASTS);
  }

  private LeaseFiles take(String holder, Duration lasts) throws IOException {
    return LeaseFiles.take(folder, new Claim(holder, lasts), new AtOnce(), () -> now);
  }

  private void fail() {
    ObjectStore.trouble(
        container,
        (deed, name) -> {
          throw new IllegalStateException("no route to host\nat all");
        });
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
