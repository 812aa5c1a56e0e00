package io.twinfeed.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a run while it goes on.
 *
 * @param elapsed since it began
 * @param rate null if it is not known or says nothing
 * @param left null if it is not known
 */
record ProgressFigures(
    Stage stage,
    Duration elapsed,
    long rows,
    long compared,
    long planned,
    long settled,
    long refused,
    @Nullable Rate rate,
    @Nullable Duration left) {

  /** What it does. */
  enum Stage {
    STARTING,
    READING,
    PLANNING,
    WRITING,
    FINISHING,
    CANCELLING
  }

  /**
   * How fast it goes.
   *
   * @param perSecond of the requests that come closest to their limit; without one, changes
   * @param allowed infinite for no limit
   * @param slowed whether the service allows less than the file does
   */
  record Rate(double perSecond, double allowed, boolean slowed) {}
}
