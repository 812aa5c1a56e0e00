package io.twinfeed.issue;

import java.util.List;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.jspecify.annotations.Nullable;

/**
 * Why a command can't go on. It carries what a person needs to know: one sentence, a cure, and the
 * structured findings where there are any. A Flink cluster, which tries again what has failed,
 * takes it for final: it comes of what would be the same the next time.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class TwinfeedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What failed; decides the exit code. */
  public enum Kind {
    /** A defect of Twinfeed's own. */
    UNEXPECTED,
    USAGE,
    SPEC,
    MODEL,
    SOURCE,
    SERVICE,
    GUARD,
    STATE,
    CANCELLED
  }

  private final Kind kind;
  private final String hint;
  private final List<Issue> issues;

  public TwinfeedException(Kind kind, String message, String hint) {
    this(kind, message, hint, List.of(), null);
  }

  public TwinfeedException(Kind kind, String message, String hint, @Nullable Throwable cause) {
    this(kind, message, hint, List.of(), cause);
  }

  public TwinfeedException(
      Kind kind, String message, String hint, List<Issue> issues, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
    this.issues = List.copyOf(issues);
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it; empty if the message says it. */
  public String hint() {
    return hint;
  }

  public List<Issue> issues() {
    return issues;
  }
}
