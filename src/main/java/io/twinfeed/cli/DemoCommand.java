package io.twinfeed.cli;

import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ExitCode;
import io.twinfeed.job.Run;
import io.twinfeed.job.ServiceModels;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.sample.EmbeddedErp;
import io.twinfeed.sample.SampleFiles;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on sample data: a first run, a day of change in the ERP, and a second run. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "The main job on sample data: an embedded PostgreSQL with an ERP, a local twin service, a"
            + " first run, a day of change, and a second run.")
final class DemoCommand implements Callable<Integer> {
  // What a gateway on the shop floor would write: the pipeline does not map it
  private static final PropertyPath TEMPERATURE = PropertyPath.of("temperature");
  private static final Value MEASURED = new Value.Num(new java.math.BigDecimal("61.5"));

  private static final int LARGEST_SCALE = 100;

  private Terminal terminal;

  @Option(
      names = "--scale",
      defaultValue = "1",
      description = "1 is about 2,000 twins and 6,000 relationships. Default: ${DEFAULT-VALUE}")
  private int scale;

  @Option(
      names = "--runs-dir",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where runs leave their files. Default: ${DEFAULT-VALUE}")
  private Path runs;

  @Option(
      names = "--keep",
      description = "Keep database and twin service up at the end, until Ctrl-C, to look around.")
  private boolean keep;

  @Mixin private RunnerOption runner;

  @Mixin private QuietOption quiet;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    terminal = quiet.of(terminal);
    if (scale < 1 || scale > LARGEST_SCALE) {
      throw new TwinfeedException(
          Kind.USAGE, "--scale " + scale + " is not to be had", "use 1 to " + LARGEST_SCALE);
    }
    Path temporary = Files.createTempDirectory("twinfeed-demo");
    terminal.say("Starting a PostgreSQL and filling it with a sample ERP, scale " + scale + " …");
    try (EmbeddedErp erp = EmbeddedErp.start(temporary.resolve("postgres"));
        LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      erp.load(scale);
      String endpoint = service.endpoint().toString();
      setVariables(
          Map.of(
              "ERP_URL", erp.url(),
              "ERP_USER", erp.user(),
              "ERP_PASSWORD", erp.password(),
              "TWINS_ENDPOINT", endpoint));
      PipelineFile file = PipelineFile.load(sampleFile(temporary), terminal);
      try (TwinStore store = TwinService.connectImpatiently(endpoint)) {
        ServiceModels.push(store, ServiceModels.compare(store, file.models()).missing());
        int exit = bothRuns(erp, store, file);
        if (keep && exit == ExitCode.DONE.code()) {
          stay(erp, endpoint);
        }
        return exit;
      }
    } finally {
      remove(temporary);
    }
  }

  // Beside the launcher, where a user looks at it; with nothing but the jar, unpacked
  private static Path sampleFile(Path temporary) {
    Path beside =
        Path.of(System.getProperty("twinfeed.home", "."))
            .resolve("pipelines/bottling/bottling.yaml");
    return Files.exists(beside) ? beside : SampleFiles.unpack(temporary.resolve("sample"));
  }

  private int bothRuns(EmbeddedErp erp, TwinStore store, PipelineFile file) throws IOException {
    terminal.say("\nFirst run: the graph is empty.\n");
    Run.Finished first = run(file);
    Finish.tell(terminal, first);
    if (first.summary().exitCode() != ExitCode.DONE.code()) {
      return first.summary().exitCode();
    }
    TwinId machine = someMachine(store);
    var patch = new Patch(List.of(new Patch.Add(TEMPERATURE.pointer(), MEASURED)));
    store.patch(machine, patch, null).join();
    terminal.say("\nA gateway writes the temperature of " + machine + ": 61.5. And in the ERP:");
    erp.change().sentences().forEach(sentence -> terminal.say("  - " + sentence));
    terminal.say("\nSecond run: only what has changed is written.\n");
    Run.Finished second = run(file);
    Finish.tell(terminal, second);
    if (second.summary().exitCode() != ExitCode.DONE.code()) {
      return second.summary().exitCode();
    }
    Path graph = runs.resolve(second.summary().runId()).resolve("graph.ndjson");
    GraphFile.write(store, graph);
    Twin after = ServiceLost.unlessDone(store.twin(machine).join(), "twin " + machine);
    boolean kept = MEASURED.equals(after.at(TEMPERATURE));
    terminal.say(
        "\n  the temperature of %s %s"
            .formatted(machine, kept ? "is still 61.5: it is not ours" : "is LOST"));
    terminal.say("  first run:  " + first.directory());
    terminal.say("  second run: " + second.directory());
    terminal.say("  the graph:  " + graph);
    return kept ? ExitCode.DONE.code() : ExitCode.UNEXPECTED.code();
  }

  private Run.Finished run(PipelineFile file) {
    Run run = file.toRun(runner.get(), runs);
    return Attendance.of(terminal, course -> run.run(Map.of(), Run.Asked.NOTHING, course));
  }

  private static TwinId someMachine(TwinStore store) {
    String query =
        "SELECT TOP(1) FROM DIGITALTWINS WHERE IS_OF_MODEL('dtmi:com:example:bottling:Machine;1')";
    Value row = ServiceLost.unlessDone(store.query(query, null).join(), "a machine").rows().get(0);
    return new TwinId(
        (String) Objects.requireNonNull(((Value.Struct) row).members().get("$dtId")).toJava());
  }

  private void stay(EmbeddedErp erp, String endpoint) throws InterruptedException {
    terminal.note(
        "\n  twin service: %s   ERP: %s user %s".formatted(endpoint, erp.url(), erp.user()));
    terminal.note(
        "  ask it: ./twinfeed query --endpoint %s 'SELECT TOP(3) FROM DIGITALTWINS'"
            .formatted(endpoint));
    terminal.note("  Ctrl-C ends both.");
    Interrupt.await();
  }

  private static void setVariables(Map<String, String> variables) {
    variables.forEach((name, value) -> System.setProperty("twinfeed.env." + name, value));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
