package io.twinfeed.cli;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    PipelineSpec spec = PipelineReader.read(file.toString(), text, issues);
    ModelSet models = null;
    if (spec != null) {
      models = models(file, spec, modelIssues);
      SpecCheck.check(spec, models, Map.of(), Reference::environment, issues);
    }
    terminal.report(modelIssues.all(), name -> name.equals(file.toString()) ? text : null);
    terminal.report(issues.all(), name -> text);
    if (spec == null || issues.hasErrors()) {
      throw new TwinfeedException(
          Kind.SPEC,
          "%s: %s: nothing was read or written".formatted(file, IssueReport.counts(issues.all())),
          "");
    }
    if (models == null || modelIssues.hasErrors()) {
      throw new TwinfeedException(
          Kind.MODEL,
          "the models in %s: %s"
              .formatted(spec.target().models(), IssueReport.counts(modelIssues.all())),
          "");
    }
    return new PipelineFile(spec, models, text);
  }

  // Null if they are invalid: what needs them is then not checked
  private static @Nullable ModelSet models(Path file, PipelineSpec spec, Issues issues) {
    Path folder = file.toAbsolutePath().resolveSibling(spec.target().models().text()).normalize();
    try {
      ModelSet models = ModelFolder.load(folder, issues);
      return issues.hasErrors() ? null : models;
    } catch (TwinfeedException e) {
      issues.error(
          "DTDL-000", spec.target().models().place(), String.valueOf(e.getMessage()), e.hint());
      return null;
    }
  }
}
