package io.twinfeed.cli;

import io.twinfeed.job.Course;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Lets a run be seen and ended while it goes on. */
final class Attendance {
  private static final Duration REDRAWN = Duration.ofMillis(200);
  private static final Duration LOOKED_AT = Duration.ofSeconds(1);

  private final Terminal terminal;
  private final Interrupt interrupt;

  Attendance(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  /** Attends one run, and listens for signals only as long as it goes on. */
  static <T> T of(Terminal terminal, Function<Course, T> run) {
    try (Interrupt interrupt = Interrupt.listen()) {
      return new Attendance(terminal, interrupt).attend(run);
    }
  }

  /** Attends a run. */
  <T> T attend(Function<Course, T> run) {
    Course course = new Course();
    // Log lines would stand in the middle of one that is drawn again and again
    Terminal shown = LogOutput.isShown() ? terminal.plain() : terminal;
    ScheduledExecutorService timer = timer();
    try (ProgressDisplay progress =
        new ProgressDisplay(shown, course::look, course::isCancelled, System::nanoTime)) {
      interrupt.does(
          () -> {
            course.cancel();
            progress.say("cancelling: this takes a few seconds; a second signal ends it at once");
          });
      course.says(text -> progress.say("  " + text));
      if (!terminal.isQuiet()) {
        long period = (shown.redraws() ? REDRAWN : LOOKED_AT).toMillis();
        var unused =
            timer.scheduleAtFixedRate(progress::tick, period, period, TimeUnit.MILLISECONDS);
      }
      return run.apply(course);
    } finally {
      interrupt.does(() -> {});
      timer.shutdownNow();
    }
  }

  private static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, "progress");
          thread.setDaemon(true);
          return thread;
        });
  }
}
