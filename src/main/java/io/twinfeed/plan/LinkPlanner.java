package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.group.Desired;
import io.twinfeed.group.OnRecord;
import io.twinfeed.group.Said;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Decides what is to be done for the relationships that start at one twin. Pure. */
final class LinkPlanner {
  // What Shape makes; a relationship with such an id was made by a pipeline
  private static final Pattern OUR_ID = Pattern.compile(".+\\.[a-z2-7]{26}");

  private final Mode mode;
  private final Basis basis;
  private final long run;

  LinkPlanner(Mode mode, Basis basis, long run) {
    this.mode = mode;
    this.basis = basis;
    this.run = run;
  }

  /** Whether the graph has to be asked for a relationship. */
  boolean needsLink(TwinDraft draft, Desired.Link link) {
    return !basis.believes()
        || (!draft.isRecorded(link)
            && (draft.record().links().containsKey(link.id()) || !Planner.makesUnseen(mode)));
  }

  /** Whether the graph has to be asked for all relationships of a name. */
  boolean needsAll(Exclusive whose) {
    return !basis.believes() || whose == Exclusive.ALL;
  }

  // Of a new twin no relationship is there, whatever is on record of one that it had before
  void plan(TwinDraft draft, Live live, boolean isNew, Decisions into) {
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
        into.known.add(still(draft, link));
      } else if (link.standing().isCreated()) {
        into.counter.add(deleted(draft), 1);
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
    boolean recorded = basis.believes() && !isNew && draft.isRecorded(link);
    if (there == null && !recorded) {
      if (mode == Mode.UPDATE) {
        into.counter.add("relationships.skipped", 1);
        into.known.addAll(before);
        into.owed.addAll(draft.said().owed(link.id(), false));
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
    } else if (there == null && basis == Basis.NOTHING) {
      // What is there is patched if it says something else
      into.links.add(
          new Planned(
              new Change.CreateLink(link, List.of()),
              new Ledger(before, List.of(next(draft, link, Standing.CREATED)))));
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

  // Rows that were not read may say it still, though not all that said it before
  private static OfLink still(TwinDraft draft, OfLink link) {
    List<Known.Part> parts = draft.said().links().getOrDefault(link.id(), List.of());
    return Said.isRecorded(parts, link)
        ? new OfLink(
            link.twin(), link.id(), link.name(), link.target(), link.standing(), link.run(), parts)
        : link;
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
    // Said by rows, too, that were not read
    wanted.addAll(draft.said().links().keySet());
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
        .map(LinkPlanner::unread)
        .toList();
  }

  private static Relationship unread(OfLink link) {
    return new Relationship(link.twin(), link.id(), link.name(), link.target(), Map.of(), null);
  }

  private static boolean isOurs(Relationship link) {
    return OUR_ID.matcher(link.id()).matches() && link.id().startsWith(link.name() + ".");
  }

  // A relationship can't outlive the twin that it starts at, whoever still asks for it
  static void leave(TwinDraft draft, Desired without, Decisions into) {
    into.counter.add("relationships.desired", draft.links().size());
    into.counter.add("relationships.skipped", draft.links().size());
    for (OfLink link : draft.record().links().values()) {
      if (link.standing().isCreated()) {
        into.counter.add(deleted(draft), 1);
        into.deletes.add(
            new Planned(
                new Change.DeleteLink(without.rule(), unread(link)),
                new Ledger(List.of(link), List.of())));
      }
    }
  }

  // What is made again under another id is no loss that a guard would have to prevent
  private static String deleted(TwinDraft draft) {
    return "planned.relationships." + (draft.gone().moved() ? "moved" : "deleted");
  }
}
