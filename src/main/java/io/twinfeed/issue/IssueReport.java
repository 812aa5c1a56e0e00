package io.twinfeed.issue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Issues as text for a person: place, severity, code and message; the line with a caret below; the
 * hint; and the numbers of errors and warnings at the end. Passwords in a line are masked.
 */
public final class IssueReport {
  private static final int WIDEST = 100;
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?:password|pwd)[\"']?\\s*[:=]\\s*(?![\"']?\\$\\{)[\"']?([^\\s;&\"']+)|//[^/@:?\\s]*:([^/@?\\s]+)@",
          Pattern.CASE_INSENSITIVE);

  private static final Comparator<Issue> BY_PLACE =
      Comparator.comparing(
          Issue::place,
          Comparator.nullsFirst(
              Comparator.comparing(Place::file)
                  .thenComparingInt(Place::line)
                  .thenComparingInt(Place::column)));

  private final Function<String, @Nullable String> texts;
  private final Map<String, List<String>> lines = new HashMap<>();

  private IssueReport(Function<String, @Nullable String> texts) {
    this.texts = texts;
  }

  /**
   * @param texts the content of a file by its name; null where it is not known, which leaves out
   *     the line
   * @return lines that each end with a line feed; empty if there are no issues
   */
  public static String of(List<Issue> issues, Function<String, @Nullable String> texts) {
    if (issues.isEmpty()) {
      return "";
    }
    IssueReport report = new IssueReport(texts);
    StringBuilder out = new StringBuilder();
    issues.stream().sorted(BY_PLACE).forEach(issue -> report.append(out, issue));
    return out.append('\n').append(counts(issues)).append('\n').toString();
  }

  /** Such as {@code 2 errors, 1 warning}. */
  public static String counts(List<Issue> issues) {
    long errors = issues.stream().filter(each -> each.severity() == Severity.ERROR).count();
    List<String> counts = new ArrayList<>();
    if (errors > 0) {
      counts.add(count(errors, "error"));
    }
    if (issues.size() > errors) {
      counts.add(count(issues.size() - errors, "warning"));
    }
    return counts.isEmpty() ? "no problems" : String.join(", ", counts);
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void append(StringBuilder out, Issue issue) {
    Place place = issue.place();
    if (place != null) {
      out.append(place).append(": ");
    }
    out.append(issue.severity().name().toLowerCase(Locale.ROOT))
        .append(' ')
        .append(issue.code())
        .append(": ")
        .append(issue.message())
        .append('\n');
    String line = place == null ? null : line(place);
    if (place != null && line != null) {
      appendLine(out, place, line);
    }
    if (!issue.hint().isEmpty()) {
      out.append("      = ").append(issue.hint()).append('\n');
    }
  }

  private @Nullable String line(Place place) {
    List<String> known =
        lines.computeIfAbsent(
            place.file(),
            file -> {
              String text = texts.apply(file);
              return text == null ? List.of() : text.lines().toList();
            });
    return place.line() < 1 || place.line() > known.size() ? null : known.get(place.line() - 1);
  }

  // One column per code point, as places count
  private static void appendLine(StringBuilder out, Place place, String line) {
    int[] points = masked(line).replace('\t', ' ').codePoints().toArray();
    int caret = Math.max(0, Math.min(place.column() - 1, points.length));
    int from = caret < WIDEST ? 0 : caret - WIDEST / 2;
    int to = Math.min(points.length, from + WIDEST);
    String before = from > 0 ? "…" : "";
    out.append("%5d | ".formatted(place.line()))
        .append(before)
        .append(new String(points, from, to - from))
        .append(to < points.length ? "…" : "")
        .append('\n');
    if (place.column() > 0) {
      out.append("      | ").append(" ".repeat(caret - from + before.length())).append("^\n");
    }
  }

  private static String masked(String line) {
    StringBuilder masked = new StringBuilder(line);
    Matcher password = PASSWORD.matcher(line);
    while (password.find()) {
      int group = password.group(1) != null ? 1 : 2;
      for (int i = password.start(group); i < password.end(group); i++) {
        masked.setCharAt(i, '*');
      }
    }
    return masked.toString();
  }
}
