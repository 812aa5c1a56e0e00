package io.twinfeed.cli;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.job.Run;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline file with its models, read and checked.
 *
 * @param text the file as it stands
 */
record PipelineFile(PipelineSpec spec, ModelSet models, String text) {

  /** What runs it. */
  Run toRun(RunnerConfig runner, Path runs) {
    return new Run(spec, models, text, runner, runs, Clock.systemUTC());
  }

  /**
   * What came of reading a file, errors and all.
   *
   * @param spec null if it is no pipeline file
   * @param models null if they are invalid, or were not looked for
   * @param issues those of the file
   */
  record Reading(
      Path file,
      @Nullable PipelineSpec spec,
      @Nullable ModelSet models,
      String text,
      Issues issues,
      Issues modelIssues) {

    boolean isSound() {
      return spec != null && models != null && !issues.hasErrors() && !modelIssues.hasErrors();
    }

    /** Every issue that was found. */
    void tell(Terminal terminal) {
      tellOfModels(terminal);
      terminal.report(issues.all(), name -> text);
    }

    void tellOfModels(Terminal terminal) {
      terminal.report(modelIssues.all(), name -> name.equals(file.toString()) ? text : null);
    }

    /**
     * The file, without errors.
     *
     * @throws TwinfeedException of kind SPEC or MODEL if there are some
     */
    PipelineFile require() {
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
  }

  /**
   * Reads and checks a file; every issue is told.
   *
   * @throws TwinfeedException of kind SPEC or MODEL if there are errors
   */
  static PipelineFile load(Path file, Terminal terminal) {
    Reading reading = read(file);
    reading.tell(terminal);
    return reading.require();
  }

  /**
   * Reads and checks a file, and says nothing yet.
   *
   * @throws TwinfeedException of kind SPEC if there is no such file
   */
  static Reading read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new TwinfeedException(
          Kind.SPEC, file + ": this pipeline file is not UTF-8", "save it as UTF-8", e);
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
    return new Reading(file, spec, models, text, issues, modelIssues);
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
