package io.twinfeed.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;

/** The command line as a user meets it, for tests of other packages. */
public final class CommandLines {
  private CommandLines() {}

  /** What parses the commands; nothing that it prints is seen. */
  public static CommandLine parser() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Cli.line(new Terminal(nowhere, nowhere, false));
  }

  /** Runs a command to its end. */
  public static Ended run(String... args) throws IOException {
    try {
      CliRun run = CliRun.of(args);
      return new Ended(run.exitCode(), run.out(), run.err());
    } finally {
      // The commands silence the libraries' logs for the whole process
      LogManager.getLogManager().readConfiguration();
    }
  }

  /** How a command ended: its exit code, and what it wrote to stdout and stderr. */
  public record Ended(int exitCode, String out, String err) {}
}
