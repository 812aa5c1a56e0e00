package io.twinfeed.spec.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Template;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports what is wrong with one expression, at its place in the file. */
final class ExpressionIssues {
  private final Template.Expression expression;
  private final Issues issues;
  private final Map<Long, Long> madeAt = new HashMap<>();
  private @Nullable CelSource source;
  private boolean failed;

  ExpressionIssues(Template.Expression expression, Issues issues) {
    this.expression = expression;
    this.issues = issues;
  }

  /** Positions of parts are known from here on. */
  void locateWith(CelSource parsed) {
    source = parsed;
  }

  /** An id for a part that was not written, but stands where another one does. */
  long newIdAt(long written) {
    // CEL numbers what was written from 1
    long id = 1_000_000L + madeAt.size();
    madeAt.put(id, written);
    return id;
  }

  boolean failed() {
    return failed;
  }

  void error(String code, long part, String message, String hint) {
    failed = true;
    issues.error(code, placeOf(part), message, hint);
  }

  void warning(String code, long part, String message, String hint) {
    issues.warning(code, placeOf(part), message, hint);
  }

  /** What CEL found, in our words; it knows nothing of {@code coalesce}. */
  void add(String code, CelIssue issue, boolean coalesce) {
    failed = true;
    CheckerWords words = CheckerWords.of(issue.getMessage(), coalesce);
    issues.error(code, place(issue.getSourceLocation()), words.message(), words.hint());
  }

  private Place placeOf(long part) {
    if (source == null) {
      return expression.place();
    }
    Integer offset = source.getPositionsMap().get(madeAt.getOrDefault(part, part));
    return expression.placeOf(offset == null ? 0 : offset);
  }

  // CEL counts lines from 1 and columns from 0, in code points
  private Place place(CelSourceLocation within) {
    int[] points = expression.source().codePoints().toArray();
    int at = 0;
    for (int line = 1; line < within.getLine() && at < points.length; at++) {
      line += points[at] == '\n' ? 1 : 0;
    }
    return expression.placeOf(Math.min(points.length, at + Math.max(0, within.getColumn())));
  }
}
