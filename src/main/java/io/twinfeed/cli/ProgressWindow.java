package io.twinfeed.cli;

import io.twinfeed.cli.ProgressFigures.Rate;
import io.twinfeed.cli.ProgressFigures.Stage;
import io.twinfeed.job.Glimpse;
import io.twinfeed.pace.Limiter.Use;
import io.twinfeed.pace.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what was seen of a run in the last seconds, and makes rates of it. */
final class ProgressWindow {
  private static final double SECOND = 1e9;
  private static final long LENGTH = Duration.ofSeconds(10).toNanos();
  // What is measured over less is chance
  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
  private static final long ENOUGH_TO_FORETELL = Duration.ofSeconds(3).toNanos();

  private final long begin;
  private final Deque<Seen> window = new ArrayDeque<>();

  /**
   * @param now of a steady clock, in nanoseconds
   */
  ProgressWindow(long now) {
    this.begin = now;
  }

  private record Seen(long at, Glimpse glimpse) {}

  /**
   * What to show.
   *
   * @param now of the same clock
   */
  ProgressFigures figures(Glimpse glimpse, boolean cancelling, long now) {
    // Another phase has other rates
    if (!window.isEmpty() && window.getLast().glimpse().phase() != glimpse.phase()) {
      window.clear();
    }
    window.addLast(new Seen(now, glimpse));
    forget(now - LENGTH);
    Stage stage = cancelling ? Stage.CANCELLING : stage(glimpse);
    return new ProgressFigures(
        stage,
        Duration.ofNanos(now - begin),
        glimpse.rows(),
        glimpse.compared(),
        glimpse.planned(),
        glimpse.settled(),
        glimpse.refused(),
        rate(stage),
        stage == Stage.WRITING ? left(glimpse) : null);
  }

  // The newest of those that are too old stays, where the window begins
  private void forget(long before) {
    Iterator<Seen> each = window.iterator();
    each.next();
    int tooMany = 0;
    while (each.hasNext() && each.next().at() <= before) {
      tooMany++;
    }
    for (; tooMany > 0; tooMany--) {
      window.removeFirst();
    }
  }

  private static Stage stage(Glimpse glimpse) {
    return switch (glimpse.phase()) {
      case BEGINNING -> Stage.STARTING;
      case READING -> Stage.READING;
      case PLANNING -> Stage.PLANNING;
      case WRITING -> glimpse.settled() < glimpse.planned() ? Stage.WRITING : Stage.FINISHING;
    };
  }

  private @Nullable Rate rate(Stage stage) {
    if (nanos() < SHORTEST) {
      return null;
    }
    return switch (stage) {
      case PLANNING -> closest(List.of(Operation.READ));
      case WRITING -> {
        Rate limited = closest(List.of(Operation.PATCH, Operation.CREATE_DELETE));
        yield limited == null ? new Rate(changes(), Double.POSITIVE_INFINITY, false) : limited;
      }
      default -> null;
    };
  }

  // Of those with a limit, the one that comes closest to it
  private @Nullable Rate closest(List<Operation> operations) {
    Rate closest = null;
    for (Operation operation : operations) {
      Use use = window.getLast().glimpse().calls().get(operation);
      if (use == null || Double.isInfinite(use.perSecond())) {
        continue;
      }
      Use before = window.getFirst().glimpse().calls().get(operation);
      double sent = (use.taken() - (before == null ? 0 : before.taken())) / seconds();
      if (closest == null || sent / use.perSecond() > closest.perSecond() / closest.allowed()) {
        closest = new Rate(sent, use.perSecond(), use.slowed());
      }
    }
    return closest;
  }

  private @Nullable Duration left(Glimpse glimpse) {
    double changes = changes();
    return nanos() < ENOUGH_TO_FORETELL || changes == 0
        ? null
        : Duration.ofMillis(Math.round((glimpse.planned() - glimpse.settled()) * 1000.0 / changes));
  }

  private double changes() {
    return (window.getLast().glimpse().settled() - window.getFirst().glimpse().settled())
        / seconds();
  }

  private double seconds() {
    return nanos() / SECOND;
  }

  private long nanos() {
    return window.getLast().at() - window.getFirst().at();
  }
}
