package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.Adopting;
import io.twinfeed.job.Kept;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.snapshot.Census;
import io.twinfeed.snapshot.Manifest;
import io.twinfeed.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a pipeline keeps between runs: the group of commands. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = "What a pipeline keeps between runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StateCommand.Show.class,
      StateCommand.Unlock.class,
      StateCommand.Reset.class,
      StateCommand.Adopt.class
    })
final class StateCommand implements Runnable {
  private final Terminal terminal;

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec command;

  StateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    command.commandLine().usage(terminal.err());
  }

  /** Whose state. */
  static final class Whose {
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
        description = "Beside which the state lies, unless the file says. Default: runs")
    private Path runs;

    Kept kept(Terminal terminal) {
      return Kept.of(PipelineFile.load(file, terminal).spec(), parameters, runs);
    }

    Adopting.Adopted adopt(Terminal terminal, RunnerConfig runner, boolean saves)
        throws IOException {
      PipelineFile loaded = PipelineFile.load(file, terminal);
      return new Adopting(loaded.spec(), loaded.models(), runner, runs, Clock.systemUTC())
          .adopt(parameters, saves, terminal::say);
    }
  }

  /** Says what is on record. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Say what is on record, and of which run.")
  static final class Show implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private Whose whose;

    @Option(names = "--json", description = "Print it as one JSON document.")
    private boolean json;

    Show(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws JsonProcessingException {
      Kept kept = whose.kept(terminal);
      Snapshot snapshot = kept.snapshot();
      Map<String, Object> shown = shown(snapshot, kept.census());
      if (json) {
        terminal.out().println(new ObjectMapper().writeValueAsString(shown));
      } else {
        print(terminal, shown);
      }
      return 0;
    }

    private static Map<String, Object> shown(Snapshot snapshot, Census census) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("folder", snapshot.path());
      shown.put("pipeline", snapshot.identity().pipeline());
      shown.put("endpoint", snapshot.identity().endpoint());
      shown.put("parameters", snapshot.identity().parameters());
      shown.put("generation", snapshot.generation());
      Manifest manifest = snapshot.manifest();
      if (manifest != null) {
        shown.put("run", manifest.runId());
      }
      shown.put("twins", census.twins());
      shown.put("relationships", census.relationships());
      shown.put("created", census.created());
      shown.put("uncertain", census.uncertain());
      shown.put("interrupted", snapshot.wasInterrupted());
      if (manifest != null) {
        shown.put("sources", sources(manifest));
      }
      return shown;
    }
  }

  private static void print(Terminal terminal, Map<String, Object> shown) {
    shown.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> sources && name.equals("sources")) {
            sources.forEach(
                (source, marks) -> {
                  terminal.out().println("source " + source);
                  ((Map<?, ?>) marks)
                      .forEach((mark, at) -> terminal.out().printf("  %-12s %s%n", mark, at));
                });
          } else {
            terminal.out().printf("%-14s %s%n", name, value);
          }
        });
  }

  private static Map<String, Object> sources(Manifest manifest) {
    Map<String, Object> sources = new TreeMap<>();
    manifest
        .sources()
        .forEach(
            (name, mark) -> {
              Map<String, Object> shown = new LinkedHashMap<>();
              if (mark.watermark() != null) {
                shown.put("watermark", mark.watermark());
              }
              shown.put("readInFull", mark.readInFull());
              shown.put(
                  "openRows",
                  mark.lost() ? "more than " + Manifest.SourceMark.MOST_OWED : mark.owed());
              sources.put(name, shown);
            });
    return sources;
  }

  /** Frees what a crash holds. */
  @Command(
      name = "unlock",
      mixinStandardHelpOptions = true,
      description =
          "Take away the lease on an object store that a lost process of flink run has left, once"
              + " its job has ended; others pass to the next run by themselves. A run that has it"
              + " ends within ten seconds, which are waited for; of flink run, the process alone. On"
              + " a local disk there is nothing to take away: a crash frees it.")
  static final class Unlock implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private Whose whose;

    Unlock(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      terminal.say(
          whose.kept(terminal).unlock()
              ? "unlocked"
              : "nothing to unlock: no lease was left behind");
      return 0;
    }
  }

  /** Forgets. */
  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description =
          "Forget what is on record. The next run adopts what it finds; a mirror deletes nothing"
              + " of it any more.")
  static final class Reset implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private Whose whose;

    @Option(names = "--yes", description = "Really do it.")
    private boolean yes;

    Reset(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Kept kept = whose.kept(terminal);
      if (!yes) {
        throw new TwinfeedException(
            Kind.USAGE, "this forgets which twins the pipeline made", "if so, say --yes");
      }
      int files = kept.reset(terminal::say);
      terminal.say(files == 0 ? "nothing was on record" : "reset: " + files + " files deleted");
      return 0;
    }
  }

  /** Lets what is there count as made by the pipeline. */
  @Command(
      name = "adopt",
      mixinStandardHelpOptions = true,
      description =
          "Let what the rows speak of and the graph has already count as made by this pipeline, as"
              + " after its state was lost: a mirror may delete it then. The graph is only read.")
  static final class Adopt implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private Whose whose;
    @Mixin private RunnerOption runner;

    @Option(names = "--yes", description = "Really do it; else it is only counted.")
    private boolean yes;

    Adopt(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      Adopting.Adopted adopted = whose.adopt(terminal, runner.get(), yes);
      adopted.warnings().forEach(warning -> terminal.say("warning: " + warning));
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s as made by this pipeline: %,d twins and %,d relationships, %,d of both for the"
                  + " first time%n",
              yes ? "on record" : "would be on record",
              adopted.twins(),
              adopted.relationships(),
              adopted.fresh());
      if (adopted.different() > 0) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "%,d of them say something else than the rows: the next run writes them%n",
                adopted.different());
      }
      if (adopted.absent() > 0) {
        terminal
            .out()
            .printf(
                Locale.ROOT,
                "%,d are not in the graph: the next run makes them%n",
                adopted.absent());
      }
      if (!yes) {
        terminal.hint("nothing was changed; say --yes to put them on record");
      }
      return 0;
    }
  }
}
