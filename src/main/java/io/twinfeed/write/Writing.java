package io.twinfeed.write;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends changes, and finds out what is on record of the things that they touch. Built once per
 * worker; not for several threads.
 */
public final class Writing {
  private final Writer writer;

  public Writing(TwinStore store) {
    this.writer = new Writer(store);
  }

  /**
   * What has come of some changes.
   *
   * @param failed those that were refused
   * @param known what is on record from now on
   * @param owed the rows that the failed ones were made of
   */
  public record Written(
      Tally.Counter counter, List<Failure> failed, List<Known> known, List<Owed> owed) {}

  /**
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if no other change will fare better
   */
  public Written write(List<Planned> changes) {
    Written written =
        new Written(new Tally.Counter(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Outcome> outcomes = writer.write(changes.stream().map(Planned::change).toList());
    for (int i = 0; i < outcomes.size(); i++) {
      Ledger ledger = changes.get(i).ledger();
      if (outcomes.get(i) instanceof Outcome.Rejected rejected) {
        written.failed().add(rejected.failure());
        written.owed().addAll(Owed.of(ledger.after(), true));
        written.known().addAll(rejected.doubtful() ? ledger.doubtful() : ledger.before());
      } else if (outcomes.get(i) instanceof Outcome.Settled settled) {
        written.counter().add(settled.counted(), 1);
        written.known().addAll(ledger.done(settled.adopted()));
      }
    }
    return written;
  }
}
