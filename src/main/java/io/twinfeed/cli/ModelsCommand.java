package io.twinfeed.cli;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.ServiceModels;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models: the group of commands. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Models of a twin service.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ModelsCommand.Push.class)
final class ModelsCommand implements Runnable {
  private final Terminal terminal;

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec command;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    command.commandLine().usage(terminal.err());
  }

  /** Uploads what is missing. */
  @Command(
      name = "push",
      mixinStandardHelpOptions = true,
      description = "Upload the models that the service lacks, those that others need first.")
  static final class Push implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The folder of models.")
    private Path folder;

    @Option(names = "--dry-run", description = "Only say what would be uploaded.")
    private boolean dryRun;

    @Mixin private EndpointOption endpoint;

    Push(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      ModelSet models = ModelFiles.load(folder, terminal);
      try (TwinStore store = TwinService.connectImpatiently(endpoint.get())) {
        var comparison = ServiceModels.compare(store, models);
        if (!comparison.different().isEmpty()) {
          throw new TwinfeedException(
              Kind.MODEL,
              "the service has another text under " + String.join(", ", comparison.different()),
              "give the changed models a new version, such as ;2");
        }
        if (!dryRun) {
          ServiceModels.push(store, comparison.missing());
        }
        comparison.missing().stream()
            .map(Interface::id)
            .forEach(id -> terminal.out().println((dryRun ? "would add " : "added ") + id));
        terminal.say(
            "%d %s, %d already there"
                .formatted(
                    comparison.missing().size(), dryRun ? "to add" : "added", comparison.same()));
      }
      return 0;
    }
  }
}
