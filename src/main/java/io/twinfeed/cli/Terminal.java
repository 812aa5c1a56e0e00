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
 */
record Terminal(PrintStream out, PrintStream err, boolean colour) {

  /**
   * The process's own streams. Libraries that print to {@code System.out} (JdbcIO does) print to
   * nowhere from here on, because a script may be reading it.
   */
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is never null: colour is then a guess
  static Terminal ofProcess() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    return new Terminal(out, err, System.console() != null && System.getenv("NO_COLOR") == null);
  }

  void say(String text) {
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
