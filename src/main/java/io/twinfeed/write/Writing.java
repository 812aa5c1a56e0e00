package io.twinfeed.write;

import io.twinfeed.adt.Dispatch;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pace;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends changes, and finds out what is on record of the things that they touch. Not for several
 * threads.
 */
public final class Writing {
  private final Dispatch<Planned, Outcome> dispatch;
  private Written written = Written.nothing();

  /**
   * @param pace that of the store
   */
  public Writing(TwinStore store, Pace pace) {
    Writer writer = new Writer(store);
    this.dispatch =
        new Dispatch<>(
            pace,
            planned -> Costs.of(planned.change()),
            planned -> writer.write(planned.change()),
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

  /** What is done and was not taken yet. */
  public Written take() {
    Written taken = written;
    written = Written.nothing();
    taken.counter().add("calls.pacedMillis", dispatch.takePacedMillis());
    return taken;
  }

  private void settled(Planned planned, Outcome outcome) {
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
