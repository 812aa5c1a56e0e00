package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Reference;
import java.util.regex.Pattern;

/**
 * A pipeline file lives in git and in the directories of its runs, and a URL is printed and logged:
 * no password stands in either (product.md §5).
 */
final class PasswordsAreReferences implements SpecRule {
  private static final Pattern PASSWORD =
      Pattern.compile("[?&;:](password|pwd)\\s*=|//[^/@:?]*:[^/@?]+@", Pattern.CASE_INSENSITIVE);

  @Override
  public String code() {
    return "SPEC-029";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Connection connection : subject.spec().connections().values()) {
      if (PASSWORD.matcher(connection.url().source()).find()) {
        issues.error(
            code(),
            connection.url().place(),
            "the URL of the connection " + connection.name() + " holds a password",
            "give it under password, as ${env:NAME} or ${file:PATH}");
      }
      Reference password = connection.password();
      if (password != null && !password.source().isEmpty() && !password.source().contains("${")) {
        issues.error(
            code(),
            password.place(),
            "the password of the connection " + connection.name() + " stands in the file",
            "write ${env:NAME} or ${file:PATH}");
      }
    }
  }
}
