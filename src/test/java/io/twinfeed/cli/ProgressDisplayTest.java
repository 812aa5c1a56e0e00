package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.LiveRun.Phase;
import io.twinfeed.job.Glimpse;
import io.twinfeed.pace.Limiter.Use;
import io.twinfeed.pace.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final String ERASE = "\r\u001B[K";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long seconds = 1000;
  private Glimpse now = glimpse(Phase.BEGINNING, 0, 0, 0);
  private boolean cancelling;

  @Test
  void elsewhere_than_on_a_terminal_it_is_a_line_every_ten_seconds() {
    ProgressDisplay display = display(0);
    for (int i = 0; i <= 21; i++) {
      display.tick();
      seconds++;
      now = glimpse(Phase.READING, 100 * i, 0, 0);
    }
    display.say("something");
    display.close();

    assertThat(shown())
        .isEqualTo("  reading  900 rows  10 s\n  reading  1,900 rows  20 s\nsomething\n");
  }

  @Test
  void on_a_terminal_the_line_is_drawn_again_and_gone_at_the_end() {
    ProgressDisplay display = display(80);
    display.tick();
    display.tick();
    display.close();

    assertThat(shown()).isEqualTo(ERASE + "starting  0 s" + ERASE + "starting  0 s" + ERASE);
  }

  @Test
  void what_is_said_in_between_has_a_line_of_its_own() {
    ProgressDisplay display = display(80);
    display.tick();
    display.say("something");
    display.close();

    assertThat(shown()).isEqualTo(ERASE + "starting  0 s" + ERASE + "something\n");
  }

  @Test
  void nothing_is_drawn_after_the_end() {
    ProgressDisplay display = display(80);
    display.close();
    display.tick();

    assertThat(shown()).isEmpty();
  }

  @Test
  void a_line_never_fills_the_terminal() {
    now = glimpse(Phase.READING, 123, 0, 0);
    ProgressDisplay display = display("reading  123 rows  0 s".length());
    display.tick();

    assertThat(shown()).isEqualTo(ERASE + "reading  123 rows");
  }

  @Test
  void a_rate_is_that_of_the_last_ten_seconds_and_tells_what_is_left() {
    now = glimpse(Phase.WRITING, 0, 3000, 0);
    ProgressDisplay display = display(200);
    display.tick();
    assertThat(last()).isEqualTo("writing  0 of 3,000 changes (0 %)  0 s");
    after(1, 100);
    display.tick();
    assertThat(last()).isEqualTo("writing  100 of 3,000 changes (3 %)  100/s  1 s");
    after(9, 1000);
    display.tick();
    assertThat(last()).isEqualTo("writing  1,000 of 3,000 changes (33 %)  100/s  20 s left  10 s");
    after(5, 2000);
    display.tick();
    // since the 1st second: what is older is forgotten
    assertThat(last()).isEqualTo("writing  2,000 of 3,000 changes (66 %)  136/s  8 s left  15 s");
  }

  @Test
  void what_does_not_move_has_no_time_left() {
    now = glimpse(Phase.WRITING, 0, 10, 5);
    ProgressDisplay display = display(200);
    display.tick();
    seconds += 8;
    display.tick();

    assertThat(last()).isEqualTo("writing  5 of 10 changes (50 %)  0/s  8 s");
  }

  @Test
  void of_the_limits_the_closest_is_shown() {
    Map<Operation, Use> begin =
        Map.of(
            Operation.PATCH, new Use(100, 1000, false),
            Operation.CREATE_DELETE, new Use(0, 500, false));
    now = new Glimpse(Phase.WRITING, 0, 0, 5000, 0, 0, begin);
    ProgressDisplay display = display(200);
    display.tick();
    now =
        new Glimpse(
            Phase.WRITING,
            0,
            0,
            5000,
            1300,
            0,
            Map.of(
                Operation.PATCH, new Use(700, 1000, false),
                Operation.CREATE_DELETE, new Use(980, 250, true),
                Operation.READ, new Use(9000, 10, false)));
    seconds += 2;
    display.tick();

    assertThat(last())
        .isEqualTo("writing  1,300 of 5,000 changes (26 %)  490/s of 250/s (throttled)  2 s");
  }

  @Test
  void a_run_that_ends_by_a_signal_says_so() {
    now = glimpse(Phase.WRITING, 0, 10, 5);
    cancelling = true;
    display(200).tick();

    assertThat(last()).isEqualTo("cancelling  5 of 10 changes done  0 s");
  }

  private void after(long more, long settled) {
    seconds += more;
    now = glimpse(Phase.WRITING, 0, 3000, settled);
  }

  private static Glimpse glimpse(Phase phase, long rows, long planned, long settled) {
    return new Glimpse(phase, rows, 0, planned, settled, 0, Map.of());
  }

  private ProgressDisplay display(int columns) {
    PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new ProgressDisplay(
        new Terminal(err, err, false, columns, false),
        () -> now,
        () -> cancelling,
        () -> seconds * 1_000_000_000L);
  }

  private String last() {
    return shown().substring(shown().lastIndexOf(ERASE) + ERASE.length());
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
