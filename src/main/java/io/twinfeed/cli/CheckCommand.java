package io.twinfeed.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a pipeline file, without asking anybody. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a pipeline file against its models; nothing is read or written.")
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PipelineFile loaded = PipelineFile.load(file, terminal);
    terminal.say(
        "%s: ok: %d sources, %d twin rules, %d relationship rules, %d models"
            .formatted(
                file,
                loaded.spec().sources().size(),
                loaded.spec().twins().size(),
                loaded.spec().relationships().size(),
                loaded.models().interfaces().size()));
    return 0;
  }
}
