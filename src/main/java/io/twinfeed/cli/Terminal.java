package io.twinfeed.cli;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.IssueReport;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: data to {@code out}, words to {@code err}.
 *
 * @param colour whether {@code err} is a terminal that shows colour
 * @param columns how wide {@code err} is; 0 if it is no terminal, on which a line can't be redrawn
 * @param isQuiet whether only what went wrong is said
 */
record Terminal(PrintStream out, PrintStream err, boolean colour, int columns, boolean isQuiet) {
  private static final int USUAL_COLUMNS = 80;

  /** No terminal at all, or one that only shows colour. */
  Terminal(PrintStream out, PrintStream err, boolean colour) {
    this(out, err, colour, 0, false);
  }

  /**
   * The process's own streams. Libraries that print to {@code System.out} (JdbcIO does) print to
   * nowhere from here on, because a script may be reading it.
   */
  static Terminal ofProcess() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    int columns = columns(System.getProperty("twinfeed.columns"));
    boolean colour = columns > 0 && System.getenv("NO_COLOR") == null;
    return new Terminal(out, err, colour, columns, false);
  }

  // The launcher knows it; Java knows only whether it was started at a terminal
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is never null: it is then a guess
  private static int columns(@Nullable String told) {
    if (told == null) {
      return System.console() == null ? 0 : USUAL_COLUMNS;
    }
    try {
      return Math.max(0, Integer.parseInt(told));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** This one, on which only what went wrong is said. */
  Terminal quiet() {
    return new Terminal(out, err, colour, columns, true);
  }

  /** This one, on which no line is redrawn. */
  Terminal plain() {
    return new Terminal(out, err, colour, 0, isQuiet);
  }

  /** Whether a line can be redrawn. */
  boolean redraws() {
    return columns > 0;
  }

  /** Says how things are. */
  void say(String text) {
    if (!isQuiet) {
      err.println(text);
    }
  }

  /** Says what somebody should know who wants to hear nothing else. */
  void note(String text) {
    err.println(text);
  }

  void error(String text) {
    err.println(red("error: ") + text);
  }

  /**
   * @param texts the content of a file by its name, to show the line; null where it is not known
   */
  void report(List<Issue> issues, Function<String, @Nullable String> texts) {
    err.print(IssueReport.of(issues, texts));
  }

  void hint(String text) {
    if (!text.isEmpty()) {
      err.println("  hint: " + text);
    }
  }

  String bold(String text) {
    return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
  }

  /** Green, for what is new. */
  String green(String text) {
    return colour ? "\u001B[32m" + text + "\u001B[0m" : text;
  }

  /** Yellow, for what changes. */
  String yellow(String text) {
    return colour ? "\u001B[33m" + text + "\u001B[0m" : text;
  }

  /** Red, for what goes or is wrong. */
  String red(String text) {
    return colour ? "\u001B[31m" + text + "\u001B[0m" : text;
  }
}
