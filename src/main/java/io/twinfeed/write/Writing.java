package io.twinfeed.write;

import io.twinfeed.adt.Dispatch;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pace;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends changes, and finds out what is on record of the things that they touch. Not for several
 * threads.
 */
public final class Writing {
  private final Dispatch<Planned, Outcome> dispatch;
  private final LiveRun live;
  private Written written = Written.nothing();
  private long settled;

  /**
   * @param pace that of the store
   * @param live is told of each change at once
   */
  public Writing(TwinStore store, Pace pace, LiveRun live) {
    this.live = live;
    Writer writer = new Writer(store, live.isRepeated());
    this.dispatch =
        new Dispatch<>(
            pace,
            planned -> Costs.of(planned.change()),
            planned -> told(writer.write(planned.change())),
            store::waiting,
            this::settled);
  }

  /**
   * What has come of some changes.
   *
   * @param failed those that were refused
   * @param known what is on record from now on
   * @param owed the rows that the failed ones were made of
   */
  public record Written(
      Tally.Counter counter, List<Failure> failed, List<Known> known, List<Owed> owed) {
    private static Written nothing() {
      return new Written(
          new Tally.Counter(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * Takes changes, and comes back while many of them are still to do.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if no other change will fare better
   */
  public void add(List<Planned> changes) {
    dispatch.add(changes);
  }

  /**
   * Does what is left.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if no other change will fare better
   */
  public void finish() {
    dispatch.finish();
  }

  /** How many changes are done or were refused since the last call. */
  long takeSettled() {
    long taken = settled;
    settled = 0;
    return taken;
  }

  /** What is done and was not taken yet. */
  public Written take() {
    Written taken = written;
    written = Written.nothing();
    taken.counter().add("calls.pacedMillis", dispatch.takePacedMillis());
    return taken;
  }

  // By whoever completes it: this thread may never come to it, if the run ends before
  private CompletableFuture<Outcome> told(CompletableFuture<Outcome> change) {
    live.begins();
    return change.whenComplete(
        (outcome, defect) -> {
          tell(outcome);
          live.ends();
        });
  }

  private void tell(@Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Settled settled) {
      live.add(settled.counted(), 1);
      live.add(LiveRun.SETTLED, 1);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      switch (rejected.failure().counts()) {
        case TWIN -> live.add("twins.rejected", 1);
        case RELATIONSHIP -> live.add("relationships.rejected", 1);
        case ROW, NOTHING -> {}
      }
      live.add(LiveRun.REFUSED, 1);
      live.add(LiveRun.SETTLED, 1);
    }
  }

  private void settled(Planned planned, Outcome outcome) {
    settled++;
    Ledger ledger = planned.ledger();
    if (outcome instanceof Outcome.Rejected rejected) {
      written.failed().add(rejected.failure());
      written.owed().addAll(Owed.of(ledger.after(), true));
      written.known().addAll(rejected.doubtful() ? ledger.doubtful() : ledger.before());
    } else if (outcome instanceof Outcome.Settled settled) {
      written.counter().add(settled.counted(), 1);
      written.known().addAll(ledger.done(settled.adopted()));
    }
  }
}
