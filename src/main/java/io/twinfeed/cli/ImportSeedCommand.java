package io.twinfeed.cli;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.seed.SeedMapping;
import io.twinfeed.seed.SeedMappingReader;
import io.twinfeed.seed.SeedModel;
import io.twinfeed.seed.SeedPipeline;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A pipeline file from the mapping of the pattern that Twinfeed replaces. */
@Command(
    name = "import-seed",
    mixinStandardHelpOptions = true,
    description =
        "Make a pipeline file of the mapping file of the Data Factory and Batch pattern; it patches"
            + " the same twins.")
final class ImportSeedCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "MAPPING", description = "The mapping file: JSON.")
  private Path mapping;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "The table to read. Default: by the name of the mapping file.")
  private @Nullable String table;

  @Option(
      names = "--id-column",
      paramLabel = "COLUMN",
      description = "The column that holds the ids of the twins. Default: id")
  private @Nullable String idColumn;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "The folder of models. Default: models, beside the output.")
  private @Nullable Path models;

  @Option(
      names = "--model",
      paramLabel = "DTMI",
      description = "The model of the twins. Default: the one that has all the properties.")
  private @Nullable String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The pipeline file; it must not be there yet. Default: stdout.")
  private @Nullable Path output;

  ImportSeedCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String text = text();
    Issues issues = new Issues();
    SeedMapping read = SeedMappingReader.read(mapping.toString(), text, issues);
    tell(issues, text);
    Path beside = output == null ? Path.of("") : output.toAbsolutePath().resolveSibling("");
    Path folder = models == null ? beside.resolve("models") : models;
    ModelSet set = ModelFiles.load(folder, terminal);
    SeedModel chosen = SeedModel.of(set, model, read);
    Issues misfits = new Issues();
    String pipeline =
        new SeedPipeline(
                String.valueOf(mapping.getFileName()),
                table,
                idColumn,
                beside
                    .toAbsolutePath()
                    .normalize()
                    .relativize(folder.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/'))
            .write(read, chosen, misfits);
    tell(misfits, text);
    write(pipeline);
    terminal.say(
        "%d properties of %s; look at the lines marked \"fill in\", then run check"
            .formatted(read.entries().size(), chosen.id()));
    return 0;
  }

  private String text() {
    try {
      return Files.readString(mapping);
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.SPEC, mapping + ": this mapping file can't be read", "check the path", e);
    }
  }

  private void tell(Issues issues, String text) {
    terminal.report(issues.all(), name -> text);
    if (issues.hasErrors()) {
      throw new TwinfeedException(
          Kind.SPEC,
          "%s: %s: nothing was written".formatted(mapping, IssueReport.counts(issues.all())),
          "");
    }
  }

  private void write(String pipeline) throws IOException {
    if (output == null) {
      terminal.out().print(pipeline);
      return;
    }
    try {
      Files.writeString(output, pipeline, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new TwinfeedException(
          Kind.USAGE, output + " is already there", "choose another name, or remove it", e);
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.USAGE, output + " can't be written", "check the path of --output", e);
    }
  }
}
