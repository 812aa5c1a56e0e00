package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns that are named outside expressions are among those of the source, each listed once. */
final class ColumnsExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-022";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Source source : subject.spec().sources().values()) {
      for (List<Text> list : List.of(source.columns(), source.key(), source.sensitive())) {
        once(list, issues);
      }
      named(source).forEach(column -> check(column, source, subject, issues));
    }
    for (RelationshipRule rule : subject.spec().relationships()) {
      Source source = subject.spec().sources().get(rule.from().text());
      if (source != null) {
        rule.key().forEach(column -> check(column, source, subject, issues));
      }
    }
  }

  private static List<Text> named(Source source) {
    List<Text> named = new ArrayList<>(source.key());
    named.addAll(source.sensitive());
    source.lookups().forEach(lookup -> named.addAll(lookup.by()));
    if (source.partition() != null) {
      named.add(source.partition().by());
    }
    if (source.watermark() != null) {
      named.add(source.watermark().column());
    }
    if (source.deleted() != null) {
      named.add(source.deleted());
    }
    return named;
  }

  private void check(Text column, Source source, Subject subject, Issues issues) {
    List<String> known = subject.columnNames(source);
    if (known == null || known.contains(column.text())) {
      return;
    }
    long alike = known.stream().filter(column.text()::equalsIgnoreCase).count();
    if (alike == 0) {
      issues.error(
          code(),
          column.place(),
          "the source %s has no column %s".formatted(source.name(), column),
          Nearest.hint(column.text(), known, "columns"));
    } else if (alike > 1) {
      issues.error(
          code(),
          column.place(),
          "more than one column can be meant by " + column,
          "spell it exactly as in columns");
    }
  }

  private void once(List<Text> columns, Issues issues) {
    Set<String> seen = new HashSet<>();
    for (Text column : columns) {
      if (!seen.add(column.text())) {
        issues.error(code(), column.place(), "the column " + column + " stands here twice", "");
      }
    }
  }
}
