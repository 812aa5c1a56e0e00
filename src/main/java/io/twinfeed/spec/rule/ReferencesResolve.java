package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections, target and state know {@code ${env:…}} and {@code ${file:…}} only. A variable that
 * is not set is a warning: the run may be elsewhere.
 */
final class ReferencesResolve implements SpecRule {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)(}?)");

  @Override
  public String code() {
    return "SPEC-028";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Reference reference : references(subject)) {
      Matcher placeholder = PLACEHOLDER.matcher(reference.source());
      while (placeholder.find()) {
        check(reference, placeholder.group(1), !placeholder.group(2).isEmpty(), subject, issues);
      }
    }
  }

  private void check(
      Reference reference, String inside, boolean closed, Subject subject, Issues issues) {
    boolean known = inside.matches("(env|file):.+");
    if (!closed || !known) {
      issues.error(
          code(),
          reference.place(),
          closed ? "${" + inside + "} means nothing here" : "a placeholder is not closed",
          closed ? "write ${env:NAME} or ${file:PATH}" : "close it with }");
      return;
    }
    if (inside.startsWith("env:")) {
      String variable = inside.substring("env:".length());
      if (subject.environment(variable) == null) {
        issues.warning(
            code(),
            reference.place(),
            "the environment variable " + variable + " is not set",
            "export " + variable + "=… before the run");
      }
    }
  }

  private static List<Reference> references(Subject subject) {
    List<Reference> found = new ArrayList<>();
    for (Connection connection : subject.spec().connections().values()) {
      found.add(connection.url());
      if (connection.username() != null) {
        found.add(connection.username());
      }
      if (connection.password() != null) {
        found.add(connection.password());
      }
    }
    found.add(subject.spec().target().endpoint());
    if (subject.spec().state() != null) {
      found.add(subject.spec().state());
    }
    return found;
  }
}
