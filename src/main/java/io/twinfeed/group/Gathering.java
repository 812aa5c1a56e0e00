package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.MovedAway;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Sync;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Brings together what the rows of a shard say of each twin and what is on record of it. What is on
 * record as it is said is counted and done with; the rest is drafted. Built once per worker; not
 * for several threads.
 */
public final class Gathering {
  private static final Comparator<Fragment> BY_RULE_AND_ROW =
      Comparator.comparingInt(Fragment::rule).thenComparing(Fragment::row);

  private final PipelineSpec spec;
  private final boolean believes;
  private final Drafting drafting;
  private final PartHashes hashes;
  private final Leaving leaving;
  private final Undecided undecided;

  /**
   * @param believes whether what is on record counts; else everything is drafted
   */
  public Gathering(PipelineSpec spec, ModelSet models, boolean believes) {
    this.spec = spec;
    this.believes = believes;
    this.drafting = new Drafting(spec, models);
    this.hashes = new PartHashes(spec, models);
    this.leaving = new Leaving(spec, models);
    this.undecided = new Undecided(spec, models);
  }

  /**
   * What rows become, with nothing on record: drafts in the order of their ids.
   *
   * @param failures takes what contradicts itself
   */
  public static List<TwinDraft> drafts(
      PipelineSpec spec,
      ModelSet models,
      Iterable<Fragment> fragments,
      Consumer<Failure> failures) {
    List<TwinDraft> drafts = new ArrayList<>();
    new Gathering(spec, models, false)
        .gather(
            fragments,
            List.of(),
            new Held(List.of()),
            Unread.nothing(spec),
            new Into(
                new Tally.Counter(), failures, drafts::add, kept -> {}, fed -> {}, owed -> {}));
    return drafts;
  }

  /**
   * Where the results go.
   *
   * @param drafts in the order of their ids
   * @param kept what stays on record
   * @param fed what of that is fed by other rows than before, which say the same
   * @param owed rows that have to be read again
   */
  public record Into(
      Tally.Counter counter,
      Consumer<Failure> failures,
      Consumer<TwinDraft> drafts,
      Consumer<Known> kept,
      Consumer<Known> fed,
      Consumer<Owed> owed) {}

  /**
   * @param fragments what the rows say of the twins of a shard, in any order
   * @param known what is on record of them, several records of one thing if a run was broken off
   */
  public void gather(
      Iterable<Fragment> fragments, Iterable<Known> known, Held held, Unread unread, Into into) {
    Map<TwinId, Twin> twins = new HashMap<>();
    fragments.forEach(
        each -> twins.computeIfAbsent(each.twin(), unused -> new Twin()).fragments.add(each));
    known.forEach(each -> twins.computeIfAbsent(each.twin(), unused -> new Twin()).known.add(each));
    // Few have changed: to sort those costs less than to sort all
    List<TwinDraft> drafts = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Into unsorted =
        new Into(into.counter(), failures::add, drafts::add, into.kept(), into.fed(), into.owed());
    twins.forEach((id, twin) -> one(id, twin, held, unread, unsorted));
    drafts.sort(Comparator.comparing(TwinDraft::id));
    drafts.forEach(into.drafts());
    failures.sort(Comparator.comparing(failure -> String.valueOf(failure.twin())));
    failures.forEach(into.failures());
  }

  /** What has come of one twin so far. */
  private static final class Twin {
    private final List<Fragment> fragments = new ArrayList<>(2);
    private final List<Known> known = new ArrayList<>(1);
  }

  private void one(TwinId id, Twin twin, Held held, Unread unread, Into into) {
    OnRecord record = OnRecord.of(twin.known);
    boolean moved = twin.fragments.removeIf(MovedAway.class::isInstance);
    twin.fragments.sort(BY_RULE_AND_ROW);
    Said read = said(twin.fragments);
    Said still = unread.of(id, read, record);
    Said said = read.with(still);
    if (unread.leavesOut()) {
      said = said.with(Spared.of(spec, twin.fragments, said, record));
    }
    Set<Integer> silent = silent(read, still, record);
    Gone gone =
        unread.leavesOut()
            ? Gone.NOTHING
            : leaving.of(id, new Leaving.Heard(twin.fragments, still, moved), said, record, held);
    into.counter().add("known.twins", record.twin() == null ? 0 : 1);
    into.counter().add("known.relationships", record.links().size());
    if (undecided.is(read, still, silent, record)
        || (!twin.fragments.isEmpty() && unread.isInDoubt(record))) {
      hold(read, into.counter());
      record.all().forEach(into.kept());
      said.owed(true).forEach(into.owed());
      return;
    }
    if (record.twin() != null && held.ties(record.twin().parts(), read.twin())) {
      hold(read, into.counter());
      record.all().forEach(into.kept());
      read.owed(true).forEach(into.owed());
      return;
    }
    boolean isSilent = twin.fragments.isEmpty() && silent.isEmpty();
    if (gone.isNothing()
        && (isSilent
            || (believes && silent.isEmpty() && isRecorded(twin.fragments, said, record)))) {
      count(read, into.counter());
      // Of a twin that no rule speaks of that was followed, all stays as it is
      boolean stays = isSilent && unread.leavesOut();
      List<Known> fed = (stays ? record : record.fedBy(said)).all();
      fed.forEach(into.kept());
      changed(record.all(), fed).forEach(into.fed());
      return;
    }
    if (isSilent) {
      into.drafts().accept(TwinDraft.leaving(id, record, said, gone));
      return;
    }
    drafting
        .draft(id, new Drafting.Heard(twin.fragments, silent, unread), record, said, gone, into)
        .ifPresentOrElse(
            into.drafts(),
            () -> {
              record.all().forEach(into.kept());
              read.owed(true).forEach(into.owed());
            });
  }

  // Where nothing is fed by other rows, they are the very same
  private static List<Known> changed(List<Known> before, List<Known> after) {
    List<Known> changed = new ArrayList<>(0);
    for (int i = 0; i < after.size(); i++) {
      if (after.get(i) != before.get(i)) {
        changed.add(after.get(i));
      }
    }
    return changed;
  }

  // Of a twin that lives by rows that were not read, the rules that only add to it and of which the
  // last row is gone
  private Set<Integer> silent(Said read, Said still, OnRecord record) {
    if (still.twin().isEmpty()
        || record.twin() == null
        || still.twin().stream().noneMatch(part -> spec.twins().get(part.rule()).creates())) {
      return Set.of();
    }
    Set<Integer> silent = new TreeSet<>();
    for (Known.Part part : record.twin().parts()) {
      if (part.rule() >= 0 && !spec.twins().get(part.rule()).creates()) {
        silent.add(part.rule());
      }
    }
    read.twin().forEach(part -> silent.remove(part.rule()));
    still.twin().forEach(part -> silent.remove(part.rule()));
    return silent;
  }

  private Said said(List<Fragment> fragments) {
    List<OfTwin> ofTwin = new ArrayList<>();
    TreeMap<String, List<OfRelationship>> byLink = new TreeMap<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof OfTwin part) {
        ofTwin.add(part);
      } else if (fragment instanceof OfRelationship link) {
        byLink.computeIfAbsent(link.id(), unused -> new ArrayList<>(1)).add(link);
      }
    }
    TreeMap<String, List<Known.Part>> links = new TreeMap<>();
    byLink.forEach((id, same) -> links.put(id, hashes.parts(same)));
    return new Said(hashes.parts(ofTwin), links);
  }

  private boolean isRecorded(List<Fragment> fragments, Said said, OnRecord record) {
    for (Fragment fragment : fragments) {
      if (fragment instanceof RejectedTwin || fragment instanceof RejectedRelationship) {
        return false;
      }
    }
    Set<String> exclusive = Spared.exclusive(spec, fragments);
    if (!said.twin().isEmpty() && !Said.isRecorded(said.twin(), record.twin())) {
      return false;
    }
    for (Map.Entry<String, List<Known.Part>> link : said.links().entrySet()) {
      if (!Said.isRecorded(link.getValue(), record.links().get(link.getKey()))) {
        return false;
      }
    }
    for (Known.OfLink link : record.links().values()) {
      if (exclusive.contains(link.name()) && !said.links().containsKey(link.id())) {
        return false;
      }
    }
    return true;
  }

  // Nobody knows what a rejected row would have said: the twin stays as it is, with all that starts
  // at it
  private static void hold(Said said, Tally.Counter counter) {
    if (!said.twin().isEmpty()) {
      counter.add("twins.desired", 1);
      counter.add("twins.held", 1);
    }
    counter.add("relationships.desired", said.links().size());
    counter.add("relationships.held", said.links().size());
  }

  private void count(Said said, Tally.Counter counter) {
    String as = spec.sync().mode() == Sync.Mode.INSERT ? "skipped" : "unchanged";
    if (!said.twin().isEmpty()) {
      counter.add("twins.desired", 1);
      counter.add("twins." + as, 1);
    }
    counter.add("relationships.desired", said.links().size());
    counter.add("relationships." + as, said.links().size());
  }
}
