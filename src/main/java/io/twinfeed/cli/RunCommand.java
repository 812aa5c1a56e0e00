package io.twinfeed.cli;

import io.twinfeed.job.Run;
import io.twinfeed.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
  private final Terminal terminal;

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

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  @Mixin private RunnerOption runner;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    PipelineFile loaded = PipelineFile.load(file, terminal);
    Run.Finished finished =
        new Run(
                loaded.spec(),
                loaded.models(),
                loaded.text(),
                runner.get(),
                runs,
                Clock.systemUTC())
            .run(
                parameters,
                new Run.Asked(full ? Run.Rows.ALL : Run.Rows.CHANGED, acceptScopeChange));
    Finish.tell(terminal, finished);
    if (json) {
      terminal.out().println(finished.summary().toJson());
    }
    Summary summary = finished.summary();
    return summary.exitCode();
  }
}
