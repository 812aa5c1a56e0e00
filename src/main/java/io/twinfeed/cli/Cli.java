package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.job.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code twinfeed}. */
@Command(
    name = "twinfeed",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Keeps a graph of digital twins in step with the business systems that know about it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ExplainCommand.class,
      ReplayCommand.class,
      CheckCommand.class,
      PreviewCommand.class,
      ServeCommand.class,
      QueryCommand.class,
      ModelsCommand.class,
      StateCommand.class,
      ImportSeedCommand.class,
      HelpCommand.class
    })
public final class Cli implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show log lines, and stack traces where something fails.")
  private boolean verbose;

  @picocli.CommandLine.Spec private CommandLine.Model.CommandSpec command;

  private Cli() {}

  /** Runs a command line and returns its exit code. */
  public static int run(String... args) {
    return run(Terminal.ofProcess(), args);
  }

  static int run(Terminal terminal, String... args) {
    return line(terminal).execute(args);
  }

  /** What parses and runs the commands, writing to a terminal. */
  static CommandLine line(Terminal terminal) {
    Cli cli = new Cli();
    CommandLine line = new CommandLine(cli, new TerminalFactory(terminal));
    line.setOut(
        new java.io.PrintWriter(terminal.out(), true, java.nio.charset.StandardCharsets.UTF_8));
    line.setErr(
        new java.io.PrintWriter(terminal.err(), true, java.nio.charset.StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(
        parsed -> {
          LogOutput.configure(cli.verbose);
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (e, unused, alsoUnused) -> failed(terminal, e, cli.verbose).code());
    return line;
  }

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getErr());
  }

  private static ExitCode failed(Terminal terminal, Exception e, boolean verbose) {
    if (e instanceof TwinfeedException told) {
      tell(terminal, told);
      if (verbose) {
        told.printStackTrace(terminal.err());
      }
      return ExitCode.of(told.kind());
    }
    terminal.error("this is a defect of Twinfeed: " + e);
    if (verbose) {
      e.printStackTrace(terminal.err());
    } else {
      terminal.hint("run it again with --verbose for the details, and report them");
    }
    return ExitCode.UNEXPECTED;
  }

  /** Says why something can't be done: one sentence, and what to do about it. */
  static void tell(Terminal terminal, TwinfeedException e) {
    terminal.error(String.valueOf(e.getMessage()));
    terminal.report(e.issues(), Cli::text);
    terminal.hint(e.hint());
  }

  // To show the line; without it the place alone has to do
  private static @Nullable String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
