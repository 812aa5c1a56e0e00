package io.twinfeed.cli;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ConnectedCheck;
import io.twinfeed.job.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a pipeline file: by itself, or held against its databases. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a pipeline file against its models; nothing is read or written.")
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Option(
      names = "--connect",
      description =
          "Ask the databases, too: for tables, columns, keys and numbers of rows. No twin service"
              + " is needed.")
  private boolean connect;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "With --connect: the value of a parameter of the file.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print what was found as one JSON document.")
  private boolean json;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!connect && !parameters.isEmpty()) {
      throw new TwinfeedException(
          Kind.USAGE, "--param has no effect on a check of the file alone", "add --connect");
    }
    PipelineFile.Reading reading = PipelineFile.read(file);
    if (connect && reading.isSound()) {
      return connected(reading);
    }
    reading.tell(terminal);
    if (json) {
      List<Issue> issues = new ArrayList<>(reading.modelIssues().all());
      issues.addAll(reading.issues().all());
      ExitCode exit =
          reading.issues().hasErrors() || reading.spec() == null
              ? ExitCode.SPEC
              : reading.isSound() ? ExitCode.DONE : ExitCode.MODEL;
      terminal.out().println(CheckJson.of(reading, exit, issues, null));
    }
    sayOk(reading.require());
    return ExitCode.DONE.code();
  }

  private int connected(PipelineFile.Reading reading) throws IOException {
    PipelineFile loaded = reading.require();
    ConnectedCheck.Result result = ConnectedCheck.of(loaded.spec(), loaded.models(), parameters);
    if (json) {
      List<Issue> issues = new ArrayList<>(reading.modelIssues().all());
      issues.addAll(result.issues());
      terminal.out().println(CheckJson.of(reading, result.exitCode(), issues, result.sources()));
    } else {
      terminal.out().print(SourcesText.of(loaded.spec(), result.sources()));
    }
    reading.tellOfModels(terminal);
    terminal.report(result.issues(), name -> loaded.text());
    String counts = IssueReport.counts(result.issues());
    switch (result.exitCode()) {
      case SPEC ->
          throw new TwinfeedException(
              Kind.SPEC, "%s does not fit its sources: %s".formatted(file, counts), "");
      case SOURCE ->
          throw new TwinfeedException(
              Kind.SOURCE, "%s: not every source could be asked: %s".formatted(file, counts), "");
      default -> sayOk(loaded);
    }
    return ExitCode.DONE.code();
  }

  private void sayOk(PipelineFile loaded) {
    terminal.say(
        "%s: ok: %d sources, %d twin rules, %d relationship rules, %d models"
            .formatted(
                file,
                loaded.spec().sources().size(),
                loaded.spec().twins().size(),
                loaded.spec().relationships().size(),
                loaded.models().interfaces().size()));
  }
}
