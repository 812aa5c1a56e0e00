package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ExitCode;
import io.twinfeed.job.PlanRun;
import io.twinfeed.job.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a run would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Say what a run would do: read the sources, and show what would be created, changed and"
            + " deleted. Nothing is written.")
final class PlanCommand implements Callable<Integer> {
  private Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter of the file.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--runs-dir",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Beside which the state lies, unless the file says. Default: ${DEFAULT-VALUE}")
  private Path runs;

  @Option(
      names = "--all",
      description = "Show every change, and not only the first five of a rule and kind.")
  private boolean all;

  @Option(names = "--json", description = "Print the plan as one JSON document, with all changes.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the plan as Markdown, for a pull request.")
  private boolean markdown;

  @Option(
      names = "--out",
      paramLabel = "PLAN",
      description = "Write the plan to a file, too, which run --plan carries out.")
  private @Nullable Path out;

  @Option(
      names = "--with-sensitive",
      description = "Let that file hold values of sensitive columns, which it needs to have.")
  private boolean withSensitive;

  @Option(names = "--full", description = "Read every source in full, whatever its watermark says.")
  private boolean full;

  @Option(
      names = "--accept-scope-change",
      description =
          "Let a mirror delete although the file asks for other rows than in the last run.")
  private boolean acceptScopeChange;

  @Option(
      names = "--drift",
      description =
          "Show only where the graph no longer says what the rows say, although it was written"
              + " there, and since when. Compares everything with the graph.")
  private boolean drift;

  @Option(
      names = "--detailed-exitcode",
      description = "End with 10 if there are changes, and with 0 only if there are none.")
  private boolean detailed;

  @Mixin private RunnerOption runner;

  @Mixin private QuietOption quiet;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal = quiet.of(terminal);
    if (withSensitive && out == null) {
      throw new TwinfeedException(
          Kind.USAGE,
          "--with-sensitive is for the file of --out: what is printed never holds such values",
          "add --out, or leave it away");
    }
    if (json && markdown) {
      throw new TwinfeedException(
          Kind.USAGE, "--json and --markdown exclude each other", "give one of them");
    }
    if (drift && out != null) {
      throw new TwinfeedException(
          Kind.USAGE,
          "--drift only shows what has drifted: --out does not go with it",
          "a run with sync.compare: live puts it right");
    }
    PipelineFile loaded = PipelineFile.load(file, terminal);
    PlanRun run =
        new PlanRun(
            loaded.spec(), loaded.models(), loaded.text(), runner.get(), runs, Clock.systemUTC());
    Run.Asked asked = new Run.Asked(full ? Run.Rows.ALL : Run.Rows.CHANGED, acceptScopeChange);
    try (PlanRun.Made plan =
        Attendance.of(
            terminal,
            course ->
                drift ? run.drift(parameters, course) : run.plan(parameters, asked, course))) {
      ExitCode exit = exit(plan);
      if (json) {
        PlanJson.print(terminal.out(), plan, exit.code());
      } else if (markdown) {
        PlanMarkdown.print(terminal.out(), plan, all);
      } else {
        PlanText.print(terminal, plan, all);
      }
      plan.warnings().forEach(warning -> terminal.note("  warning: " + warning));
      if (out != null) {
        save(plan, out);
      }
      if (!plan.refusals().isEmpty()) {
        terminal.error("a run would be refused: " + String.join("; ", plan.refusals()));
        terminal.hint(
            "if that is meant, change sync.guards or say --accept-scope-change; else look at the"
                + " source");
      }
      return exit.code();
    }
  }

  private void save(PlanRun.Made plan, Path file) {
    if (!withSensitive && plan.isSensitive()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "%s was not written: it would hold values of sensitive columns".formatted(file),
          "say --with-sensitive, and keep the file to yourself; or run without a plan");
    }
    if (Files.isDirectory(file)) {
      throw new TwinfeedException(
          Kind.USAGE, file + " can't be written: it is a folder", "give the name of a file");
    }
    try {
      plan.save(file);
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.USAGE,
          "%s can't be written: %s".formatted(file, e),
          "give a file in a folder that is there and yours to write",
          e);
    }
    if (plan.refusals().isEmpty()) {
      terminal.say("  carry it out with: twinfeed run " + this.file + " --plan " + file);
    }
  }

  private ExitCode exit(PlanRun.Made plan) {
    if (!plan.refusals().isEmpty()) {
      return ExitCode.REFUSED;
    }
    if (!plan.totals().rejects().isEmpty()) {
      return ExitCode.REJECTS;
    }
    return detailed && !plan.totals().isEmpty() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
  }
}
