package io.twinfeed.report;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Failure.Counts;
import io.twinfeed.flow.Tally;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A run's books, closed: every count and every reject.
 *
 * @param rejects in an order that does not depend on who did the work
 */
record Closing(Tally tally, List<Failure> rejects) {

  private static final Comparator<Failure> ORDER =
      Comparator.comparing(Failure::stage)
          .thenComparing(Failure::code)
          .thenComparing(failure -> text(failure.source()))
          .thenComparing(failure -> text(failure.key()))
          .thenComparing(failure -> text(failure.twin()))
          .thenComparing(failure -> text(failure.target()))
          .thenComparing(Failure::message);

  Closing {
    rejects = List.copyOf(rejects);
  }

  static Closing of(Iterable<Tally> tallies, Iterable<Failure> failures) {
    Tally.Counter counter = new Tally.Counter();
    tallies.forEach(counter::add);
    List<Failure> rejects = new ArrayList<>();
    Set<TwinId> rejectedTwins = new HashSet<>();
    for (Failure failure : failures) {
      rejects.add(failure);
      if (failure.twin() != null && failure.target() == null) {
        rejectedTwins.add(failure.twin());
      }
    }
    for (Failure failure : rejects) {
      if (failure.counts() == Counts.TWIN && failure.stage() == Failure.Stage.WRITE) {
        counter.add("twins.rejected", 1);
      }
      if (failure.counts() == Counts.RELATIONSHIP && failure.stage() == Failure.Stage.WRITE) {
        counter.add(
            isHeld(failure, rejectedTwins) ? "relationships.held" : "relationships.rejected", 1);
      }
    }
    rejects.sort(ORDER);
    return new Closing(counter.take(), rejects);
  }

  // Refused because one of its ends is not there, and that end was rejected in this run
  private static boolean isHeld(Failure failure, Set<TwinId> rejectedTwins) {
    return failure.code().endsWith("-404")
        && ((failure.target() != null && rejectedTwins.contains(failure.target()))
            || (failure.twin() != null && rejectedTwins.contains(failure.twin())));
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
