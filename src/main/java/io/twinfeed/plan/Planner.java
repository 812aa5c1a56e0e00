package io.twinfeed.plan;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.group.Desired;
import io.twinfeed.group.OnRecord;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Decides what is to be done for one twin. Pure: the graph comes in as it was read, and the record
 * as it was kept.
 */
final class Planner {
  // What Shape makes; a relationship with such an id was made by a pipeline
  private static final Pattern OUR_ID = Pattern.compile(".+\\.[a-z2-7]{26}");

  private final ModelSet models;
  private final Mode mode;
  private final boolean believes;
  private final long run;

  /**
   * @param believes whether what is on record counts as what is there
   * @param run when this run began, in milliseconds since 1970
   */
  Planner(ModelSet models, Mode mode, boolean believes, long run) {
    this.models = models;
    this.mode = mode;
    this.believes = believes;
    this.run = run;
  }

  /** Whether the graph has to be asked for a draft's twin. */
  boolean needsTwin(TwinDraft draft) {
    if (draft.gone().twin() != null) {
      return !isOurs(draft);
    }
    if (draft.twin() == null) {
      return false;
    }
    return !believes
        || (!draft.isTwinRecorded()
            && (draft.record().twin() != null || !draft.twin().creates() || !makesUnseen()));
  }

  /** Whether the graph has to be asked for a relationship. */
  boolean needsLink(TwinDraft draft, Desired.Link link) {
    return !believes
        || (!draft.isRecorded(link)
            && (draft.record().links().containsKey(link.id()) || !makesUnseen()));
  }

  // What is not on record is made only where nothing is, and so need not be looked for; unless what
  // is there decides whether anything is done at all. A mirror looks: if it is broken off, what it
  // was about to make counts as made by it, and somebody else's would go with its row
  private boolean makesUnseen() {
    return mode == Mode.UPSERT;
  }

  /** Whether the graph has to be asked for all relationships of a name. */
  boolean needsAll(Exclusive whose) {
    return !believes || whose == Exclusive.ALL;
  }

  /**
   * @param live what the graph holds of what was needed
   */
  void plan(TwinDraft draft, Live live, Decisions into) {
    OnRecord record = draft.record();
    Desired desired = draft.twin();
    if (draft.gone().twin() != null) {
      leave(draft, draft.gone().twin(), live, into);
      if (isOurs(draft)) {
        leaveWith(draft, draft.gone().twin(), into);
      } else {
        links(draft, live, false, into);
      }
      return;
    }
    boolean willExist = true;
    if (desired != null) {
      willExist = twin(draft, desired, live, into);
    } else if (record.twin() != null) {
      into.known.add(record.twin());
    }
    if (!willExist) {
      // Nothing can start at a twin that is not to be
      into.counter.add("relationships.desired", draft.links().size());
      into.counter.add("relationships.skipped", draft.links().size());
      return;
    }
    boolean isNew = desired != null && live.twin() == null && !isTwinBelieved(draft);
    links(draft, live, isNew, into);
  }

  private boolean isTwinBelieved(TwinDraft draft) {
    return believes && draft.isTwinRecorded();
  }

  // Says whether the twin will be there
  private boolean twin(TwinDraft draft, Desired desired, Live live, Decisions into) {
    OfTwin before = draft.record().twin();
    List<Known> ledger = before == null ? List.of() : List.of(before);
    boolean recorded = isTwinBelieved(draft);
    Twin twin = live.twin();
    if (twin == null && !recorded) {
      if (!desired.creates()) {
        into.counter.add("twins.unmatched", 1);
        return false;
      }
      into.counter.add("twins.desired", 1);
      if (mode == Mode.UPDATE) {
        into.counter.add("twins.skipped", 1);
        return false;
      }
      into.twins.add(
          new Planned(
              new Change.CreateTwin(desired, components(desired.model())),
              new Ledger(ledger, List.of(next(draft, Standing.CREATED)))));
      return true;
    }
    into.counter.add("twins.desired", 1);
    if (mode == Mode.INSERT) {
      into.counter.add("twins.skipped", 1);
      into.known.addAll(ledger);
      return true;
    }
    if (twin == null) {
      into.counter.add("twins.unchanged", 1);
      if (before != null) {
        into.known.add(next(draft, before.standing()));
      }
      return true;
    }
    // A more special model than ours is somebody's decision, and has all that we write
    Desired owned =
        models.isOf(twin.model(), desired.model()) ? withModel(desired, twin.model()) : desired;
    Patch patch = Diff.of(owned, twin);
    OfTwin after = next(draft, Standing.of(before != null && before.standing().isCreated(), true));
    if (patch.isEmpty()) {
      into.counter.add("twins.unchanged", 1);
      into.known.add(after);
    } else {
      into.counter.add(
          "planned.removals", patch.ops().stream().filter(Patch.Remove.class::isInstance).count());
      into.twins.add(
          new Planned(
              new Change.PatchTwin(
                  owned, patch, Diff.needsVersion(owned, patch) ? twin.etag() : null),
              new Ledger(ledger, List.of(after))));
    }
    return true;
  }

  // A twin that we made goes; of one that we have only added to, what is ours does
  private void leave(TwinDraft draft, Desired without, Live live, Decisions into) {
    List<Known> before = List.of(Objects.requireNonNull(draft.record().twin(), "gone"));
    Ledger ledger = new Ledger(before, List.of());
    if (isOurs(draft)) {
      into.counter.add("planned.twins.deleted", 1);
      into.leaving.add(new Planned(new Change.DeleteTwin(without.rule(), draft.id()), ledger));
    } else if (live.twin() != null) {
      Desired owned = withModel(without, live.twin().model());
      Patch patch = Diff.of(owned, live.twin());
      if (!patch.isEmpty()) {
        into.twins.add(
            new Planned(
                new Change.ReleaseTwin(
                    owned, patch, Diff.needsVersion(owned, patch) ? live.twin().etag() : null),
                ledger));
      }
    }
  }

  // A relationship can't outlive the twin that it starts at, whoever still asks for it
  private static void leaveWith(TwinDraft draft, Desired without, Decisions into) {
    into.counter.add("relationships.desired", draft.links().size());
    into.counter.add("relationships.skipped", draft.links().size());
    for (OfLink link : draft.record().links().values()) {
      if (link.standing().isCreated()) {
        into.counter.add("planned.relationships.deleted", 1);
        into.deletes.add(
            new Planned(
                new Change.DeleteLink(without.rule(), unread(link)),
                new Ledger(List.of(link), List.of())));
      }
    }
  }

  private static boolean isOurs(TwinDraft draft) {
    OfTwin known = draft.record().twin();
    return known != null && known.standing().isCreated();
  }

  private OfTwin next(TwinDraft draft, Standing standing) {
    return new OfTwin(draft.id(), standing, run, draft.said().twin());
  }

  // Of a new twin no relationship is there, whatever is on record of one that it had before
  private void links(TwinDraft draft, Live live, boolean isNew, Decisions into) {
    OnRecord record = draft.record();
    Map<String, List<Relationship>> obsolete = new TreeMap<>();
    draft
        .exclusive()
        .forEach((name, whose) -> obsolete.put(name, obsolete(draft, live, name, whose)));
    Set<String> settled = new HashSet<>();
    obsolete.values().forEach(rest -> rest.forEach(link -> settled.add(link.id())));
    for (Desired.Link link : draft.links()) {
      settled.add(link.id());
      link(draft, link, live, isNew, obsolete.getOrDefault(link.name(), List.of()), into);
    }
    String rule = draft.twin() == null ? "exclusive" : draft.twin().rule();
    obsolete
        .values()
        .forEach(
            rest ->
                rest.forEach(
                    link -> {
                      into.counter.add("planned.relationships.deleted", 1);
                      into.deletes.add(
                          new Planned(
                              new Change.DeleteLink(rule, link),
                              new Ledger(recorded(record, link.id()), List.of())));
                    }));
    for (OfLink link : record.links().values()) {
      if (settled.contains(link.id()) || hasGone(draft, link, live)) {
        continue;
      }
      if (!draft.gone().links().contains(link.id())) {
        into.known.add(link);
      } else if (link.standing().isCreated()) {
        into.counter.add("planned.relationships.deleted", 1);
        into.deletes.add(
            new Planned(
                new Change.DeleteLink(rule, unread(link)), new Ledger(List.of(link), List.of())));
      }
      // What somebody else made stays, and is no longer ours
    }
  }

  // Where all of a name were asked for, and it is not among them
  private boolean hasGone(TwinDraft draft, OfLink link, Live live) {
    Exclusive whose = draft.exclusive().get(link.name());
    return whose != null && needsAll(whose) && !live.links().containsKey(link.id());
  }

  private void link(
      TwinDraft draft,
      Desired.Link link,
      Live live,
      boolean isNew,
      List<Relationship> rest,
      Decisions into) {
    List<Known> before = recorded(draft.record(), link.id());
    into.counter.add("relationships.desired", 1);
    Relationship there = live.links().get(link.id());
    boolean recorded = believes && !isNew && draft.isRecorded(link);
    if (there == null && !recorded) {
      if (mode == Mode.UPDATE) {
        into.counter.add("relationships.skipped", 1);
        into.known.addAll(before);
        return;
      }
      // One gives way to one; what is left over goes by itself
      List<Relationship> instead =
          rest.isEmpty() ? List.of() : List.of(rest.remove(rest.size() - 1));
      List<Known> touched = new ArrayList<>(before);
      instead.forEach(old -> touched.addAll(recorded(draft.record(), old.id())));
      into.links.add(
          new Planned(
              new Change.CreateLink(link, instead),
              new Ledger(touched, List.of(next(draft, link, Standing.CREATED)))));
    } else if (mode == Mode.INSERT) {
      into.counter.add("relationships.skipped", 1);
      into.known.addAll(before);
    } else if (there == null) {
      into.counter.add("relationships.unchanged", 1);
      before.forEach(known -> into.known.add(next(draft, link, known.standing())));
    } else {
      boolean ours = before.isEmpty() ? isOurs(there) : before.get(0).standing().isCreated();
      OfLink after = next(draft, link, Standing.of(ours, true));
      Patch patch = Diff.of(link, there);
      if (patch.isEmpty()) {
        into.counter.add("relationships.unchanged", 1);
        into.known.add(after);
      } else {
        into.links.add(
            new Planned(new Change.PatchLink(link, patch), new Ledger(before, List.of(after))));
      }
    }
  }

  private OfLink next(TwinDraft draft, Desired.Link link, Standing standing) {
    return new OfLink(
        link.source(),
        link.id(),
        link.name(),
        link.target(),
        standing,
        run,
        draft.said().links().getOrDefault(link.id(), List.of()));
  }

  private static List<Known> recorded(OnRecord record, String link) {
    OfLink known = record.links().get(link);
    return known == null ? List.of() : List.of(known);
  }

  private List<Relationship> obsolete(TwinDraft draft, Live live, String name, Exclusive whose) {
    if (mode == Mode.INSERT || mode == Mode.UPDATE || draft.held().contains(name)) {
      return new ArrayList<>();
    }
    Set<String> wanted = new HashSet<>();
    draft.links().forEach(link -> wanted.add(link.id()));
    List<Relationship> obsolete = new ArrayList<>();
    for (Relationship link : needsAll(whose) ? live.named(name) : named(draft.record(), name)) {
      // Another pipeline's has an id like ours; only what is on record is this one's
      boolean ours = draft.record().links().containsKey(link.id());
      if (!wanted.contains(link.id()) && (ours || whose == Exclusive.ALL)) {
        obsolete.add(link);
      }
    }
    return obsolete;
  }

  // What they hold does not matter to those that go
  private static List<Relationship> named(OnRecord record, String name) {
    return record.links().values().stream()
        .filter(link -> link.name().equals(name))
        .map(Planner::unread)
        .toList();
  }

  private static Relationship unread(OfLink link) {
    return new Relationship(link.twin(), link.id(), link.name(), link.target(), Map.of(), null);
  }

  private static boolean isOurs(Relationship link) {
    return OUR_ID.matcher(link.id()).matches() && link.id().startsWith(link.name() + ".");
  }

  private Set<String> components(String model) {
    Set<String> components = new HashSet<>();
    models
        .find(model)
        .ifPresent(
            each ->
                each.contents()
                    .values()
                    .forEach(
                        content -> {
                          if (content instanceof Content.Component component) {
                            components.add(component.name());
                          }
                        }));
    return components;
  }

  private static Desired withModel(Desired desired, String model) {
    return desired.model().equals(model)
        ? desired
        : new Desired(
            desired.id(),
            desired.rule(),
            model,
            desired.creates(),
            desired.values(),
            desired.absent(),
            desired.sourceTimes());
  }
}
