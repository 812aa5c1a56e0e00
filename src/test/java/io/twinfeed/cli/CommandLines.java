package io.twinfeed.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;

/** The command line as a user meets it, for tests of other packages. */
public final class CommandLines {
  private CommandLines() {}

  /** What parses the commands; nothing that it prints is seen. */
  public static CommandLine parser() {
    return Cli.line(terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream()));
  }

  /** Runs a command to its end. */
  public static Ended run(String... args) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      int exitCode = Cli.run(terminal(out, err), args);
      return new Ended(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      // The commands silence the libraries' logs for the whole process
      LogManager.getLogManager().readConfiguration();
    }
  }

  /** How a command ended: its exit code, and what it wrote to stdout and stderr. */
  public record Ended(int exitCode, String out, String err) {}

  private static Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false);
  }
}
