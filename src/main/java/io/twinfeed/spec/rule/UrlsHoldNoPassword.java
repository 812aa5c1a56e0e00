package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Connection;
import java.util.regex.Pattern;

/** A URL is printed and logged, so it holds no password (product.md §5). */
final class UrlsHoldNoPassword implements SpecRule {
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
    }
  }
}
