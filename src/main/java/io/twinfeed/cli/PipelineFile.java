package io.twinfeed.cli;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipeline file with its models, read and checked.
 *
 * @param text the file as it stands
 */
record PipelineFile(PipelineSpec spec, ModelSet models, String text) {

  /**
   * Reads and checks a file; every issue is told.
   *
   * @throws TwinfeedException of kind SPEC or MODEL if there are errors
   */
  static PipelineFile load(Path file, Terminal terminal) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new TwinfeedException(
          Kind.SPEC, file + ": this pipeline file can't be read", "check the path", e);
    }
    Issues issues = new Issues();
    Issues modelIssues = new Issues();
    PipelineSpec spec = io.twinfeed.spec.yaml.PipelineReader.read(file.toString(), text, issues);
    ModelSet models = ModelSet.empty();
    if (spec != null) {
      Path folder = file.toAbsolutePath().resolveSibling(spec.target().models().text());
      models = ModelParser.parse(ModelFolder.read(folder), ModelSet.empty(), modelIssues);
    }
    tell(terminal, modelIssues, "");
    tell(terminal, issues, text);
    if (spec == null || issues.hasErrors()) {
      throw new TwinfeedException(Kind.SPEC, file + " is invalid", "see the errors above");
    }
    if (modelIssues.hasErrors()) {
      throw new TwinfeedException(
          Kind.MODEL, "the models in " + spec.target().models() + " are invalid", "see above");
    }
    return new PipelineFile(spec, models, text);
  }

  static void tell(Terminal terminal, Issues issues, String text) {
    issues
        .all()
        .forEach(
            issue ->
                terminal.say(
                    "%s: %s %s: %s (%s)"
                        .formatted(
                            issue.place(),
                            issue.severity(),
                            issue.code(),
                            issue.message(),
                            issue.hint())));
  }
}
