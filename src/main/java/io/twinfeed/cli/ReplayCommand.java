package io.twinfeed.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.Kept;
import io.twinfeed.job.Run;
import io.twinfeed.report.RunFiles;
import io.twinfeed.snapshot.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries again what was rejected. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Try the rejects of a run again that are still open, against sources and graph as they are"
            + " now.")
final class ReplayCommand implements Callable<Integer> {
  private Terminal terminal;

  @Parameters(paramLabel = "RUN_DIR", description = "The directory that the run has left.")
  private Path directory;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The pipeline file, if it is not where it was in that run.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Print the summary as one JSON document.")
  private boolean json;

  @Mixin private RunnerOption runner;

  @Mixin private QuietOption quiet;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal = quiet.of(terminal);
    JsonNode summary = summary();
    long rejects =
        RunFiles.rejectsByCode(directory).values().stream().mapToLong(Long::longValue).sum();
    Path pipeline = file == null ? Path.of(summary.path("file").asText()) : file;
    PipelineFile loaded = PipelineFile.load(pipeline, terminal);
    Map<String, String> parameters = new TreeMap<>();
    summary
        .path("parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
    Path runs = directory.toRealPath().resolveSibling(".").normalize();
    long open = open(Kept.of(loaded.spec(), parameters, runs), rejects);
    if (open == 0) {
      return 0;
    }
    Run run = loaded.toRun(runner.get(), runs);
    Run.Asked asked = new Run.Asked(Run.Rows.OPEN, false);
    return Finish.of(
        terminal, Attendance.of(terminal, course -> run.run(parameters, asked, course)), json);
  }

  private long open(Kept kept, long rejects) {
    Manifest manifest = kept.snapshot().manifest();
    long open = 0;
    boolean more = false;
    if (manifest != null && rejects > 0) {
      for (Manifest.SourceMark mark : manifest.sources().values()) {
        open += mark.lost() ? 1 : mark.owed().size();
        more |= mark.lost();
      }
    }
    terminal.say(
        "%s had %s; %s open now%s"
            .formatted(
                directory.toAbsolutePath().normalize().getFileName(),
                rejects == 1 ? "1 reject" : rejects + " rejects",
                more
                    ? "more than " + Manifest.SourceMark.MOST_OWED + " rows are"
                    : open == 1 ? "1 row is" : open + " rows are",
                open == 0 && rejects > 0
                    ? ": later runs have settled what can be tied to rows"
                    : ""));
    return open;
  }

  private JsonNode summary() {
    Path summary = directory.resolve("summary.json");
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(summary));
      if (json.path("runId").isTextual()) {
        return json;
      }
    } catch (IOException e) {
      throw noRun(e);
    }
    throw noRun(null);
  }

  private TwinfeedException noRun(@Nullable IOException cause) {
    return new TwinfeedException(
        Kind.USAGE,
        directory + " is no directory of a run: it has no summary.json that can be read",
        "give one of the directories below runs, such as runs/latest",
        cause);
  }
}
