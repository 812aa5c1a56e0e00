package io.twinfeed.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptTest {
  @Test
  void a_thread_that_is_no_task_of_flinks_is_at_its_first_attempt() {
    assertThat(repeated("direct-runner-worker")).isFalse();
    assertThat(repeated("ForkJoinPool-1-worker-3 #2")).isFalse();
  }

  @Test
  void the_name_of_a_task_says_which_attempt_it_is() {
    assertThat(repeated("CHAIN GroupReduce (Write twins) -> FlatMap (Write) (1/2)#0")).isFalse();
    assertThat(repeated("CHAIN GroupReduce (Write twins) -> FlatMap (Write) (2/2)#1")).isTrue();
    assertThat(repeated("Write (12/16)#10")).isTrue();
  }

  private static boolean repeated(String name) {
    return Attempt.isRepeated(new Thread(() -> {}, name));
  }
}
