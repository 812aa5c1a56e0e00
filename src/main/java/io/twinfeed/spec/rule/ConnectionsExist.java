package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.util.Set;

/** A source reads from a connection of the file. */
final class ConnectionsExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-020";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    Set<String> known = subject.spec().connections().keySet();
    for (Source source : subject.spec().sources().values()) {
      Text connection = source.connection();
      if (!connection.text().isEmpty() && !known.contains(connection.text())) {
        issues.error(
            code(),
            connection.place(),
            "there is no connection " + connection,
            Nearest.hint(connection.text(), known, "connections"));
      }
    }
  }
}
