package io.twinfeed.pace;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which pace to keep, for those who can only be handed settings. All of one run in one JVM share a
 * pace: on the Direct runner and an embedded Flink, its budgets are those of the whole run. On a
 * cluster, where nobody knows who shares a JVM, each has a part of its own.
 *
 * @param run tells runs in one JVM from each other
 * @param parts into how many the budgets are split; 1 if all who write are in one JVM
 */
public record Pacing(String run, Limits limits, int parts) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Map<Pacing, Pace> SHARED = new ConcurrentHashMap<>();

  /** Of a run in one JVM. */
  public Pacing(String run, Limits limits) {
    this(run, limits, 1);
  }

  public boolean isSplit() {
    return parts > 1;
  }

  /** The pace of this run, which begins with the first who asks; if it is split, one part of it. */
  public Pace shared() {
    if (isSplit()) {
      return Pace.of(limits.part(parts));
    }
    return SHARED.computeIfAbsent(this, unused -> Pace.of(limits));
  }

  /**
   * As {@link #shared}, but a new one where the service was given up: for those who are told to try
   * again, in a process that has seen it fail.
   */
  public Pace sharedAgain() {
    return SHARED.compute(
        this, (key, pace) -> pace == null || pace.circuit().isOpen() ? Pace.of(limits) : pace);
  }

  /** Forgets the pace of this run. Those who have it keep it. */
  public void release() {
    SHARED.remove(this);
  }
}
