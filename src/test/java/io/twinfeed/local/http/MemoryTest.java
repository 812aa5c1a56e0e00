package io.twinfeed.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void what_is_taken_is_there_again_when_it_is_given_back() {
    Memory memory = new Memory(10);
    assertThat(memory.take(6)).isTrue();
    assertThat(memory.take(5)).isFalse();
    assertThat(memory.take(4)).isTrue();
    memory.giveBack(6);
    assertThat(memory.take(6)).isTrue();
    assertThat(memory.take(1)).isFalse();
  }

  @Test
  void there_is_room_for_one_body_at_least() {
    assertThat(Memory.forBodiesOf(Integer.MAX_VALUE).take(Integer.MAX_VALUE)).isTrue();
  }
}
