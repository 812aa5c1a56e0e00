package io.twinfeed.issue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the issues of one check, so that all are reported at once. Not for several threads. */
public final class Issues {
  private static final Comparator<Issue> BY_PLACE =
      Comparator.comparing(
          Issue::place,
          Comparator.nullsFirst(
              Comparator.comparing(Place::file)
                  .thenComparingInt(Place::line)
                  .thenComparingInt(Place::column)));

  private final List<Issue> found = new ArrayList<>();

  public void error(String code, @Nullable Place place, String message, String hint) {
    add(new Issue(code, Severity.ERROR, place, message, hint));
  }

  public void warning(String code, @Nullable Place place, String message, String hint) {
    add(new Issue(code, Severity.WARNING, place, message, hint));
  }

  public void add(Issue issue) {
    found.add(issue);
  }

  public void addAll(List<Issue> issues) {
    found.addAll(issues);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(issue -> issue.severity() == Severity.ERROR);
  }

  /** All of them, in the order of their places. */
  public List<Issue> all() {
    return found.stream().sorted(BY_PLACE).toList();
  }
}
