package io.twinfeed.cli;

import io.twinfeed.job.Course;
import java.util.function.Function;

/** Lets a run be ended by a signal while it goes on. */
final class Attendance {
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
    interrupt.does(
        () -> {
          terminal.say("cancelling: this takes a few seconds; a second signal ends it at once");
          course.cancel();
        });
    try {
      return run.apply(course);
    } finally {
      interrupt.does(() -> {});
    }
  }
}
