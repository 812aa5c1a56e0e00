package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Source;

/** A source that no rule reads, and a connection that no source uses, are warned of. */
final class SourcesAreUsed implements SpecRule {
  @Override
  public String code() {
    return "SPEC-030";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Source source : subject.spec().sources().values()) {
      if (!subject.spec().isRead(source.name().text())) {
        issues.warning(
            code(), source.name().place(), "no rule reads the source " + source.name(), "");
      }
    }
    for (Connection connection : subject.spec().connections().values()) {
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
