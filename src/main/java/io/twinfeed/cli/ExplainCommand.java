package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.Explaining;
import io.twinfeed.job.Explanation;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where what a twin says comes from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Say which rows, rules and run made each property and relationship of a twin, and what the"
            + " graph says now; or which twins a row feeds. Nothing is written.")
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TWIN_ID", description = "The twin.")
  private @Nullable String twin;

  @Option(
      names = "--row",
      paramLabel = "SOURCE",
      description = "Explain a row of this source instead, which --key names.")
  private @Nullable String source;

  @Option(
      names = "--key",
      paramLabel = "COLUMN=VALUE",
      description = "The value of a key column of that row; one for each of them.")
  private Map<String, String> key = new LinkedHashMap<>();

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

  @Option(names = "--json", description = "Print it as one JSON document.")
  private boolean json;

  @Mixin private RunnerOption runner;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if ((twin == null) == (source == null) || (source == null && !key.isEmpty())) {
      throw new TwinfeedException(
          Kind.USAGE,
          "explain takes the id of a twin, or else a row",
          "twinfeed explain FILE TWIN_ID, or: twinfeed explain FILE --row SOURCE --key COLUMN=VALUE");
    }
    PipelineFile loaded = PipelineFile.load(file, terminal);
    Explaining explaining =
        Explaining.of(loaded.spec(), loaded.models(), runner.get(), parameters, runs);
    if (source != null) {
      List<Explanation.Row> rows = explaining.row(source, key);
      terminal.out().print(json ? ExplainJson.of(rows) : ExplainText.of(rows));
      return 0;
    }
    Explanation explanation = explaining.twin(new TwinId(String.valueOf(twin)));
    if (!explanation.holdsAnything()) {
      throw new TwinfeedException(
          Kind.USAGE,
          "nothing is known of %s: no row feeds it, it is not on record, and the service has no such"
                  .formatted(explanation.twin())
              + " twin",
          "ids are case-sensitive; twinfeed preview shows which ids a rule makes");
    }
    terminal.out().print(json ? ExplainJson.of(explanation) : ExplainText.of(explanation));
    return 0;
  }
}
