package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import java.util.ArrayList;
import java.util.List;

/** What the planning of some drafts has come to. For one thread. */
public final class Decisions {
  final List<Planned> twins = new ArrayList<>();
  final List<Planned> links = new ArrayList<>();
  final List<Planned> deletes = new ArrayList<>();
  final List<Planned> leaving = new ArrayList<>();

  final List<Known> known = new ArrayList<>();

  final List<Owed> owed = new ArrayList<>();

  final Tally.Counter counter = new Tally.Counter();

  /** The changes by phase, in the order in which these are written. */
  public List<List<Planned>> phases() {
    return List.of(twins, links, deletes, leaving);
  }

  /** What is on record of things to which nothing is to be done. */
  public List<Known> known() {
    return known;
  }

  /** Rows that found nothing to say it of. */
  public List<Owed> owed() {
    return owed;
  }

  /** What was counted. */
  public Tally.Counter counter() {
    return counter;
  }

  /** What a run that ends before all of it is written leaves in doubt. */
  public List<Known> doubtful() {
    List<Known> doubtful = new ArrayList<>();
    for (List<Planned> phase : phases()) {
      phase.forEach(planned -> doubtful.addAll(planned.ledger().doubtful()));
    }
    return doubtful;
  }
}
