package io.twinfeed.cli;

import io.twinfeed.dtdl.ModelFolder;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.nio.file.Path;

/** Loads a folder of models for a command, and says what is wrong with them. */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * @throws TwinfeedException of kind MODEL if they are invalid; the issues are already told
   */
  static ModelSet load(Path folder, Terminal terminal) {
    Issues issues = new Issues();
    ModelSet models = ModelFolder.load(folder, issues);
    terminal.report(issues.all(), name -> null);
    if (issues.hasErrors()) {
      throw new TwinfeedException(
          Kind.MODEL, "the models in " + folder + ": " + IssueReport.counts(issues.all()), "");
    }
    return models;
  }
}
