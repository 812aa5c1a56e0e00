package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Severity;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.rule.SpecCheck;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file that was checked alone meets the columns' types, as the databases say them. */
final class ColumnCheck {
  private ColumnCheck() {}

  /**
   * @param columns by source; a source without them is checked by the names in the file
   */
  static List<Issue> issues(PipelineSpec spec, ModelSet models, Map<String, List<Column>> columns) {
    Issues issues = new Issues();
    SpecCheck.check(spec, models, columns, Reference::environment, issues);
    return issues.all();
  }

  /**
   * @throws TwinfeedException of kind SPEC with all errors, if there are any
   */
  static void require(PipelineSpec spec, ModelSet models, Collection<SourceQuery> queries) {
    Map<String, List<Column>> columns = new LinkedHashMap<>();
    queries.forEach(query -> columns.put(query.source(), query.columns()));
    List<Issue> errors =
        issues(spec, models, columns).stream()
            .filter(issue -> issue.severity() == Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      throw new TwinfeedException(
          Kind.SPEC,
          spec.file() + " does not fit the columns of its sources: " + IssueReport.counts(errors),
          "",
          errors,
          null);
    }
  }
}
