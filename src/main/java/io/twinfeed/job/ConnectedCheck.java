package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Severity;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.read.Inspection;
import io.twinfeed.read.SourceReport;
import io.twinfeed.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The check of a pipeline file that asks its databases, too. Nothing is written anywhere. */
public final class ConnectedCheck {
  private static final String UNSET_VARIABLE = "SPEC-028";
  private static final String UNAVAILABLE = "SOURCE-";

  private ConnectedCheck() {}

  /**
   * What came of it.
   *
   * @param sources in the order of the file
   * @param issues all of them, those of the file alone, too
   */
  public record Result(List<SourceReport> sources, List<Issue> issues) {
    public Result {
      sources = List.copyOf(sources);
      issues = List.copyOf(issues);
    }

    /** SPEC if something does not fit, else SOURCE if something could not be asked, else DONE. */
    public ExitCode exitCode() {
      List<Issue> errors =
          issues.stream().filter(issue -> issue.severity() == Severity.ERROR).toList();
      if (errors.isEmpty()) {
        return ExitCode.DONE;
      }
      return errors.stream().allMatch(issue -> issue.code().startsWith(UNAVAILABLE))
          ? ExitCode.SOURCE
          : ExitCode.SPEC;
    }
  }

  /**
   * @param spec a file that was checked alone, without an error
   * @param parameters as they were given, by name
   * @throws TwinfeedException of kind USAGE if the parameters do not fit
   */
  public static Result of(PipelineSpec spec, ModelSet models, Map<String, String> parameters) {
    Issues found = new Issues();
    Inspection.Found inspected = Inspection.of(spec, Parameters.of(spec, parameters), found);
    found.addAll(ColumnCheck.issues(spec, models, inspected.columns()));
    // Who asks the databases is where the run will be: an unset variable is no warning any more
    Set<Issue> issues = new LinkedHashSet<>();
    for (Issue issue : found.all()) {
      issues.add(
          issue.code().equals(UNSET_VARIABLE)
              ? new Issue(
                  issue.code(), Severity.ERROR, issue.place(), issue.message(), issue.hint())
              : issue);
    }
    return new Result(inspected.reports(), new ArrayList<>(issues));
  }
}
