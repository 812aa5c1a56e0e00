package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ExitCode;
import io.twinfeed.job.OldRuns;
import io.twinfeed.job.Run;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.yaml.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads, plans, writes. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Read the sources, work out what has changed, and write only that.")
final class RunCommand implements Callable<Integer> {
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
      description = "Where runs leave their files. Default: ${DEFAULT-VALUE}")
  private Path runs;

  @Option(names = "--full", description = "Read every source in full, whatever its watermark says.")
  private boolean full;

  @Option(
      names = "--accept-scope-change",
      description =
          "Let a mirror delete although the file asks for other rows than in the last run.")
  private boolean acceptScopeChange;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description =
          "Carry out a plan that plan --out has written, without reading the sources. It is refused"
              + " if anything has changed that it was made of.")
  private @Nullable Path plan;

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old that plan may be. Default: 1h")
  private @Nullable String maxAge;

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      description =
          "Run again and again, from one beginning to the next in this time, such as 15m. A run that"
              + " fails does not end it; Ctrl-C or a SIGTERM does, and cancels one that is going on.")
  private @Nullable String watch;

  @Option(
      names = "--only",
      paramLabel = "RULE",
      split = ",",
      description =
          "Follow only these rules, and read only their sources. Nothing is deleted, and what other"
              + " rules feed is left alone.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description =
          "Remove the directories of older runs afterwards: of those that have ended, the newest N"
              + " stay. Default: all stay")
  private @Nullable Integer keepRuns;

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  @Mixin private RunnerOption runner;

  @Mixin private QuietOption quiet;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    terminal = quiet.of(terminal);
    if (keepRuns != null && keepRuns < 1) {
      throw new TwinfeedException(
          Kind.USAGE, "--keep-runs can't be " + keepRuns, "it is 1 or more: this run stays");
    }
    if (plan != null) {
      return carryOut(plan);
    }
    if (maxAge != null) {
      throw new TwinfeedException(
          Kind.USAGE, "--max-age is the age of a plan, and there is none", "add --plan PLAN");
    }
    if (watch == null) {
      try (Interrupt interrupt = Interrupt.listen()) {
        return once(new Attendance(terminal, interrupt));
      }
    }
    Duration every = Durations.parse(watch);
    if (every == null || every.isZero()) {
      throw new TwinfeedException(
          Kind.USAGE, "--watch can't be " + watch, "it is " + Durations.EXPECTED);
    }
    if (json) {
      throw new TwinfeedException(
          Kind.USAGE,
          "--json prints one document, and --watch makes many runs",
          "read summary.json in each run's directory");
    }
    PipelineFile.load(file, terminal); // what can't run now is not worth waiting for
    try (Interrupt interrupt = Interrupt.listen()) {
      Attendance attendance = new Attendance(terminal, interrupt);
      return new Watch(every, Clock.systemUTC(), terminal::say)
          .run(() -> onceWhateverComes(attendance), interrupt::comesWithin);
    }
  }

  private int carryOut(Path plan) throws IOException {
    if (full || acceptScopeChange || watch != null || !only.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "--plan says what is to be done: --full, --only, --accept-scope-change and --watch don't go"
              + " with it",
          "say them to twinfeed plan, or leave --plan out");
    }
    Duration age = maxAge == null ? Duration.ofHours(1) : Durations.parse(maxAge);
    if (age == null) {
      throw new TwinfeedException(
          Kind.USAGE, "--max-age can't be " + maxAge, "it is " + Durations.EXPECTED);
    }
    PipelineFile loaded = PipelineFile.load(file, terminal);
    Run run = loaded.toRun(runner.get(), runs);
    return finish(Attendance.of(terminal, course -> run.carryOut(parameters, plan, age, course)));
  }

  private int onceWhateverComes(Attendance attendance) {
    try {
      return once(attendance);
    } catch (TwinfeedException e) {
      Cli.tell(terminal, e);
      return ExitCode.of(e.kind()).code();
    } catch (IOException | RuntimeException e) {
      terminal.error("this is a defect of Twinfeed: " + e);
      return ExitCode.UNEXPECTED.code();
    }
  }

  // The file is read each time: it may have been corrected meanwhile
  private int once(Attendance attendance) throws IOException {
    PipelineFile loaded = PipelineFile.load(file, terminal);
    Run run = loaded.toRun(runner.get(), runs);
    Run.Asked asked =
        new Run.Asked(
            full ? Run.Rows.ALL : Run.Rows.CHANGED, acceptScopeChange, RuleChoice.of(only));
    return finish(attendance.attend(course -> run.run(parameters, asked, course)));
  }

  private int finish(Run.Finished finished) throws IOException {
    int exit = Finish.of(terminal, finished, json);
    if (keepRuns != null) {
      try {
        int removed = OldRuns.remove(runs, keepRuns, finished.directory());
        if (removed > 0) {
          terminal.say("  directories of older runs that were removed: " + removed);
        }
      } catch (IOException e) {
        terminal.note("  warning: directories of older runs could not be removed: " + e);
      }
    }
    return exit;
  }
}
