package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ExitCode;
import io.twinfeed.job.Preview;
import io.twinfeed.job.Previewing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a rule makes of a few rows. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description =
        "Show a few rows, and the twins or relationships that one rule makes of them. Nothing is"
            + " written, and no twin service is needed.")
final class PreviewCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 1_000;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "RULE",
      description = "The name of a rule of the file, for twins or for relationships.")
  private String rule;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many rows at most, up to 1000. Default: ${DEFAULT-VALUE}")
  private int rows;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter of the file.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the preview as one JSON document.")
  private boolean json;

  PreviewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (rows < 1 || rows > MOST_ROWS) {
      throw new TwinfeedException(
          Kind.USAGE, "--rows " + rows + " is not to be had", "use 1 to " + MOST_ROWS);
    }
    PipelineFile.Reading reading = PipelineFile.read(file);
    if (!reading.isSound()) {
      reading.tell(terminal); // the warnings of a sound file are for check to tell
    }
    PipelineFile loaded = reading.require();
    Preview preview = Previewing.of(loaded.spec(), loaded.models(), rule, rows, parameters);
    terminal
        .out()
        .print(
            json
                ? PreviewJson.of(loaded.spec().name().text(), preview) + "\n"
                : PreviewText.of(preview));
    return ExitCode.DONE.code();
  }
}
