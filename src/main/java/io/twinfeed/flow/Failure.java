package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that could not be done, as it goes to {@code rejects.jsonl}.
 *
 * @param code stable: docs/errors.md lists them
 * @param message what is wrong, as a sentence without a final stop
 * @param hint what to do about it
 * @param rule the rule that was being followed; null if no rule is to blame
 * @param source the source whose row it is; null from the write on
 * @param key what names the row within its source; null from the write on
 * @param row the row's columns as text, sensitive ones left out; empty from the write on
 * @param operation the typed operation, from the write on; else empty
 * @param counts what is counted as rejected by this
 * @param twin the twin that it concerns, if it is known
 * @param target the twin at the other end, for a relationship
 * @param attempts how often the service was asked; 0 before the write
 */
public record Failure(
    Stage stage,
    String code,
    String message,
    String hint,
    @Nullable String rule,
    @Nullable String source,
    @Nullable String key,
    Map<String, String> row,
    Map<String, Object> operation,
    Counts counts,
    @Nullable TwinId twin,
    @Nullable TwinId target,
    int attempts)
    implements Serializable {

  /** Where it happened. */
  public enum Stage {
    READ,
    SHAPE,
    GROUP,
    PLAN,
    WRITE
  }

  /** What a failure is counted as, so that the counts of a summary add up. */
  public enum Counts {
    /** A row: it is already counted with its source. */
    ROW,
    TWIN,
    RELATIONSHIP,
    /** Something beyond what is desired: a relationship that could not be taken away. */
    NOTHING
  }

  public Failure {
    row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    operation = Collections.unmodifiableMap(new LinkedHashMap<>(operation));
  }
}
