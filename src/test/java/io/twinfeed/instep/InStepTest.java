package io.twinfeed.instep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories of an ERP, of a graph and of runs, held against a reference. */
class InStepTest {
  // Each takes a while to be told in short
  private static final int MOST = 3;

  @Test
  void any_history_ends_in_step() {
    play(1, 400);
  }

  @Test
  @Tag("long")
  void thousands_of_histories_end_in_step() {
    play(Long.getLong("instep.seed", 1), Integer.getInteger("instep.histories", 5000));
  }

  static void play(long from, int count) {
    List<String> broken = new ArrayList<>();
    int runs = 0;
    int crashes = 0;
    int exact = 0;
    for (long seed = from; seed < from + count && broken.size() < MOST; seed++) {
      List<Long> steps = History.steps(seed);
      try {
        History history = History.play(seed, steps);
        runs += history.runs;
        crashes += history.crashes;
        exact += history.exact;
      } catch (History.Divergence e) {
        List<Long> fewest = History.shrunk(seed, steps);
        try {
          History.play(seed, fewest);
        } catch (History.Divergence shortest) {
          broken.add("seed " + seed + ", steps " + fewest + "\n" + shortest.getMessage());
        }
      }
    }
    System.out.printf(
        "seeds %d to %d: %d runs, %d broken off, %d held exactly%n",
        from, from + count - 1, runs, crashes, exact);
    assertThat(broken).as(String.join("\n\n", broken)).isEmpty();
  }
}
