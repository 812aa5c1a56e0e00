package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Tally;
import java.util.ArrayList;
import java.util.List;

/** What the planning of some drafts has come to. For one thread. */
final class Decisions {
  final List<Planned> twins = new ArrayList<>();
  final List<Planned> links = new ArrayList<>();
  final List<Planned> deletes = new ArrayList<>();
  final List<Planned> leaving = new ArrayList<>();

  /** What is on record of things to which nothing is to be done. */
  final List<Known> known = new ArrayList<>();

  final Tally.Counter counter = new Tally.Counter();

  /** What a run that ends before all of it is written leaves in doubt. */
  List<Known> doubtful() {
    List<Known> doubtful = new ArrayList<>();
    for (List<Planned> phase : List.of(twins, links, deletes, leaving)) {
      phase.forEach(planned -> doubtful.addAll(planned.ledger().doubtful()));
    }
    return doubtful;
  }
}
