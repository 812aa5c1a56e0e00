package io.twinfeed.local.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SaverTest {
  @Test
  void a_step_that_fails_fails_all_that_wait_and_all_that_come() {
    Saver saver =
        new Saver(
            () -> {
              throw new IllegalStateException("disk full");
            });
    saver.changed();
    assertThatThrownBy(() -> await(saver)).hasMessageContaining("disk full");
    saver.changed();
    assertThatThrownBy(() -> await(saver)).hasMessageContaining("disk full");
    saver.close();
  }

  @Test
  void without_changes_nothing_is_done()
      throws ExecutionException, InterruptedException, TimeoutException {
    AtomicInteger steps = new AtomicInteger();
    Saver saver = new Saver(steps::incrementAndGet);
    await(saver);
    saver.close();
    assertThat(steps).hasValue(0);
  }

  @Test
  void changes_that_come_during_a_step_share_the_next_one()
      throws ExecutionException, InterruptedException, TimeoutException {
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Saver saver =
        new Saver(
            () -> {
              steps.incrementAndGet();
              entered.countDown();
              await(go);
            });
    saver.changed();
    CompletableFuture<Void> first = saver.saved().toCompletableFuture();
    await(entered);
    CompletableFuture<?>[] others = new CompletableFuture<?>[100];
    for (int i = 0; i < others.length; i++) {
      saver.changed();
      others[i] = saver.saved().toCompletableFuture();
    }
    assertThat(first).isNotDone();
    go.countDown();
    CompletableFuture.allOf(others).get(10, TimeUnit.SECONDS);
    assertThat(first).isCompleted();
    assertThat(steps).hasValue(2);
    saver.close();
  }

  @Test
  void closing_saves_what_nobody_waits_for() {
    AtomicInteger steps = new AtomicInteger();
    Saver saver = new Saver(steps::incrementAndGet);
    saver.changed();
    saver.close();
    assertThat(steps).hasValue(1);
  }

  private static void await(Saver saver)
      throws ExecutionException, InterruptedException, TimeoutException {
    saver.saved().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
