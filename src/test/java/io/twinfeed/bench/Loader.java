package io.twinfeed.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.ModelText;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.Issues;
import io.twinfeed.job.Run;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What fills a service, in a process of its own with the flags of the launcher: a run of a
 * pipeline, or a program written by hand. It begins as cold as a user's does.
 */
final class Loader {
  private static final String LOADED = "loaded: ";
  // Held, because a logger that nobody holds forgets its level
  private static final Logger QUIET = Logger.getLogger("");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Loader() {}

  /**
   * What it came to. Times are microseconds since 1970.
   *
   * @param begun when the process began
   * @param called when the run, or the program, was called in it
   * @param firstRow when it had the first row
   * @param ended when the call came back
   * @param processorSeconds of the process
   * @param memory the most that the process has had, in MiB; 0 where the system doesn't tell
   * @param counts of a run
   */
  record Loaded(
      long begun,
      long called,
      long firstRow,
      long ended,
      double processorSeconds,
      long memory,
      Map<String, Long> counts) {}

  /** Runs a pipeline file. */
  static Loaded run(Path pipeline, Path model, String runner, Path runs)
      throws IOException, InterruptedException {
    return start(List.of("run", pipeline.toString(), model.toString(), runner, runs.toString()));
  }

  /** Runs the program that is written by hand. */
  static Loaded atOnce(String url, String user, String endpoint, int rows, int width)
      throws IOException, InterruptedException {
    return start(
        List.of("at-once", url, user, endpoint, Integer.toString(rows), Integer.toString(width)));
  }

  /** Runs the simplest program that is written by hand. */
  static Loaded inTurn(String url, String user, String endpoint, int rows)
      throws IOException, InterruptedException {
    return start(List.of("in-turn", url, user, endpoint, Integer.toString(rows)));
  }

  private static Loaded start(List<String> args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Bench.options());
    // Such as a recording of the processor: -XX:StartFlightRecording=filename=load.jfr
    command.addAll(List.of(System.getProperty("loader.options", "").trim().split(" +")));
    command.removeIf(String::isEmpty);
    command.addAll(List.of("-cp", Served.classPath(), Loader.class.getName()));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Loaded loaded = null;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LOADED)) {
          loaded = JSON.readValue(line.substring(LOADED.length()), Loaded.class);
        }
      }
    }
    if (process.waitFor() != 0 || loaded == null) {
      throw new IllegalStateException(args + " failed: exit code " + process.exitValue());
    }
    return loaded;
  }

  public static void main(String[] args) throws Exception {
    QUIET.setLevel(Level.WARNING);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long called = Recorder.now();
    Map<String, Long> counts = Map.of();
    long firstRow;
    if (args[0].equals("run")) {
      counts = run(args).counts();
      firstRow = Seen.first();
    } else {
      ByHand program = new ByHand(args[1], args[2], args[3]);
      int rows = Integer.parseInt(args[4]);
      if (args[0].equals("in-turn")) {
        program.inTurn(rows);
      } else {
        program.atOnce(rows, Integer.parseInt(args[5]));
      }
      firstRow = program.firstRow();
    }
    long ended = Recorder.now();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    out.println(
        LOADED
            + JSON.writeValueAsString(
                new Loaded(
                    ManagementFactory.getRuntimeMXBean().getStartTime() * 1000,
                    called,
                    firstRow,
                    ended,
                    system.getProcessCpuTime() / 1e9,
                    memory(),
                    counts)));
    // An embedded Flink may have left threads that would hold the process
    System.exit(0);
  }

  private static Tally run(String[] args) throws IOException {
    String yaml = Files.readString(Path.of(args[1]));
    Issues issues = new Issues();
    ModelSet models =
        ModelParser.parse(
            List.of(new ModelText(args[2], Files.readString(Path.of(args[2])))),
            ModelSet.empty(),
            issues);
    PipelineSpec spec = PipelineReader.read(args[1], yaml, issues);
    if (spec == null || issues.hasErrors()) {
      throw new IllegalStateException(issues.all().toString());
    }
    RunnerConfig runner = RunnerConfig.read(Path.of(args[3]));
    Run run = new Run(spec, models, yaml, runner, Path.of(args[4]), Clock.systemUTC());
    Run.Finished finished = run.run(Map.of(), Run.Asked.NOTHING);
    if (finished.failure() != null) {
      throw new IllegalStateException("the run failed", finished.failure());
    }
    return finished.summary().tally();
  }

  private static long memory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    return 0;
  }
}
