package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Source;
import java.util.List;

/** A source that no rule reads, and a connection that no source uses, are warned of. */
final class SourcesAreUsed implements SpecRule {
  @Override
  public String code() {
    return "SPEC-030";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    // A rule whose source is not there may have meant this one
    boolean known =
        subject.rules().stream()
            .allMatch(rule -> subject.spec().sources().containsKey(rule.from().text()));
    for (Source source : known ? subject.spec().sources().values() : List.<Source>of()) {
      if (!subject.spec().isRead(source.name().text())) {
        issues.warning(
            code(), source.name().place(), "no rule reads the source " + source.name(), "");
      }
    }
    known =
        subject.spec().sources().values().stream()
            .allMatch(
                source -> subject.spec().connections().containsKey(source.connection().text()));
    for (Connection connection :
        known ? subject.spec().connections().values() : List.<Connection>of()) {
      boolean used =
          subject.spec().sources().values().stream()
              .anyMatch(source -> source.connection().text().equals(connection.name().text()));
      if (!used) {
        issues.warning(
            code(),
            connection.name().place(),
            "no source uses the connection " + connection.name(),
            "");
      }
    }
  }
}
