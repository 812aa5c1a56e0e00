package io.twinfeed.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

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
   * @param run tells what became of it, whatever that is, and throws nothing
   */
  void run(Runnable run, Pause pause) throws InterruptedException {
    Duration rest;
    do {
      Instant begun = clock.instant();
      run.run();
      Instant next = begun.plus(every);
      rest = Duration.between(clock.instant(), next);
      if (rest.isNegative()) {
        rest = Duration.ZERO;
      } else {
        say.accept("  next run at " + TIME.format(next.atZone(ZoneId.systemDefault())));
      }
    } while (!pause.endsWithin(rest));
  }
}
