package io.twinfeed.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command line that was run as a user would, with what it said.
 *
 * @param out what a script would read
 * @param err what a person would read
 */
record CliRun(int exitCode, String out, String err) {

  static CliRun of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Cli.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false),
            args);
    return new CliRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The lines that begin with {@code error:}. */
  String error() {
    return err.lines()
        .filter(line -> line.startsWith("error:"))
        .reduce((one, other) -> one + "\n" + other)
        .orElse("");
  }

  boolean showsAStackTrace() {
    return err.lines().anyMatch(line -> line.strip().startsWith("at ") && line.contains("("));
  }
}
