package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts what is there beside what is to be done, and what was on record beside what will be. */
final class Telling {
  private final Tells tells;
  private final List<Told> told = new ArrayList<>();
  private int twins;
  private int links;
  private int deletes;
  private int leaving;
  private int known;

  Telling(Tells tells) {
    this.tells = tells;
  }

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
    changes.stream()
        .map(planned -> step(draft, live, planned))
        .filter(step -> tells == Tells.ALL || step.drifted())
        .forEach(told::add);
    if (tells == Tells.ALL) {
      settle(draft, changes, decisions.known.subList(known, decisions.known.size()));
    }
    twins = decisions.twins.size();
    links = decisions.links.size();
    deletes = decisions.deletes.size();
    leaving = decisions.leaving.size();
    known = decisions.known.size();
  }

  // When it was written last is no news: a plan of which nothing else would be new stays small
  private void settle(TwinDraft draft, List<Planned> changes, List<Known> next) {
    Map<Known.Key, Known> before = new LinkedHashMap<>();
    draft.record().all().forEach(known -> before.put(known.key(), known));
    for (Planned planned : changes) {
      planned.ledger().before().forEach(known -> before.remove(known.key()));
      planned.ledger().after().forEach(known -> before.remove(known.key()));
    }
    List<Known> after = new ArrayList<>();
    for (Known known : next) {
      Known last = before.get(known.key());
      if (last != null && last.saysTheSame(known)) {
        before.remove(known.key());
      } else {
        after.add(known);
      }
    }
    if (!before.isEmpty() || !after.isEmpty()) {
      told.add(new Told.Settled(draft.id(), new Ledger(List.copyOf(before.values()), after)));
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
    boolean drifted = isDrift(draft, change);
    SortedMap<String, String> since =
        drifted && change instanceof Change.PatchTwin patch && live.twin() != null
            ? Before.changedAt(patch.desired(), patch.patch(), live.twin())
            : new TreeMap<>();
    return new Step(planned, before, drifted, since);
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
