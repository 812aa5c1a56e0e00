package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts what is there beside what is to be done, and what was on record beside what will be. */
final class Telling {
  private final List<Told> told = new ArrayList<>();
  private int twins;
  private int links;
  private int deletes;
  private int leaving;
  private int known;

  /**
   * Takes what has been decided since the last call.
   *
   * @param draft what it was decided for
   * @param live what the graph holds of it
   */
  void add(TwinDraft draft, Live live, Decisions decisions) {
    List<Planned> changes =
        Stream.of(
                decisions.twins.subList(twins, decisions.twins.size()),
                decisions.links.subList(links, decisions.links.size()),
                decisions.deletes.subList(deletes, decisions.deletes.size()),
                decisions.leaving.subList(leaving, decisions.leaving.size()))
            .flatMap(List::stream)
            .toList();
    changes.forEach(planned -> told.add(step(draft, live, planned)));
    settle(draft, changes, decisions.known.subList(known, decisions.known.size()));
    twins = decisions.twins.size();
    links = decisions.links.size();
    deletes = decisions.deletes.size();
    leaving = decisions.leaving.size();
    known = decisions.known.size();
  }

  // When it was written last is no news: a plan of which nothing else would be new stays small
  private void settle(TwinDraft draft, List<Planned> changes, List<Known> next) {
    List<Known> before = new ArrayList<>(draft.record().all());
    changes.forEach(
        planned ->
            Stream.of(planned.ledger().before(), planned.ledger().after())
                .flatMap(List::stream)
                .forEach(touched -> before.removeIf(touched::isOfSame)));
    List<Known> after = new ArrayList<>();
    for (Known known : next) {
      if (!before.removeIf(each -> each.isOfSame(known) && each.saysTheSame(known))) {
        after.add(known);
      }
    }
    if (!before.isEmpty() || !after.isEmpty()) {
      told.add(new Told.Settled(draft.id(), new Ledger(before, after)));
    }
  }

  List<Told.Batch> batches(int most) {
    List<Told.Batch> batches = new ArrayList<>();
    for (int i = 0; i < told.size(); i += most) {
      batches.add(new Told.Batch(told.subList(i, Math.min(i + most, told.size()))));
    }
    return batches;
  }

  private static Step step(TwinDraft draft, Live live, Planned planned) {
    SortedMap<String, Value> before = new TreeMap<>();
    Change change = planned.change();
    if (change instanceof Change.PatchTwin patch && live.twin() != null) {
      before = Before.of(patch.desired(), patch.patch(), live.twin());
    } else if (change instanceof Change.ReleaseTwin release && live.twin() != null) {
      before = Before.of(release.desired(), release.patch(), live.twin());
    } else if (change instanceof Change.PatchLink patch) {
      Relationship there = live.links().get(patch.link().id());
      before = there == null ? before : Before.of(patch.patch(), there);
    }
    return new Step(planned, before, isDrift(draft, change), new TreeMap<>());
  }

  private static boolean isDrift(TwinDraft draft, Change change) {
    if (change instanceof Change.CreateTwin || change instanceof Change.PatchTwin) {
      return draft.isTwinRecorded();
    }
    if (change instanceof Change.CreateLink create) {
      return draft.isRecorded(create.link());
    }
    if (change instanceof Change.PatchLink patch) {
      return draft.isRecorded(patch.link());
    }
    return change instanceof Change.DeleteLink delete
        && !draft.record().links().containsKey(delete.link().id());
  }
}
