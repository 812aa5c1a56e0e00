package io.twinfeed.cli;

import io.twinfeed.job.ExitCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Runs again and again. A run that fails does not end it; only somebody who asks for its end. */
final class Watch {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Duration every;
  private final Clock clock;
  private final Consumer<String> say;

  /**
   * @param every from the beginning of a run to that of the next; one that takes longer is followed
   *     by the next at once
   */
  Watch(Duration every, Clock clock, Consumer<String> say) {
    this.every = every;
    this.clock = clock;
    this.say = say;
  }

  /** Waits. */
  interface Pause {
    /** Whether the end was asked for within this time. */
    boolean endsWithin(Duration time) throws InterruptedException;
  }

  /**
   * @param run tells what became of it, whatever that is, gives its exit code, and throws nothing
   * @return that of the run which was cancelled; 0 if the end came between two of them
   */
  int run(IntSupplier run, Pause pause) throws InterruptedException {
    Duration rest;
    do {
      Instant begun = clock.instant();
      if (run.getAsInt() == ExitCode.CANCELLED.code()) {
        return ExitCode.CANCELLED.code();
      }
      Instant next = begun.plus(every);
      rest = Duration.between(clock.instant(), next);
      if (rest.isNegative()) {
        rest = Duration.ZERO;
      } else {
        say.accept("  next run at " + TIME.format(next.atZone(ZoneId.systemDefault())));
      }
    } while (!pause.endsWithin(rest));
    return ExitCode.DONE.code();
  }
}
