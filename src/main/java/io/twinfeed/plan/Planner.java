package io.twinfeed.plan;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.group.Desired;
import io.twinfeed.group.OnRecord;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Twin;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decides what is to be done for one twin. Pure: the graph comes in as it was read, and the record
 * as it was kept.
 */
final class Planner {
  private final ModelSet models;
  private final Mode mode;
  private final Basis basis;
  private final long run;
  private final LinkPlanner links;

  /**
   * @param run when this run began, in milliseconds since 1970
   */
  Planner(ModelSet models, Mode mode, Basis basis, long run) {
    this.models = models;
    this.mode = mode;
    this.basis = basis;
    this.run = run;
    this.links = new LinkPlanner(mode, basis, run);
  }

  /** Whether the graph has to be asked for a draft's twin. */
  boolean needsTwin(TwinDraft draft) {
    if (draft.gone().twin() != null) {
      return !isOurs(draft);
    }
    if (draft.twin() == null) {
      return false;
    }
    return !basis.believes()
        || (basis == Basis.NOTHING && !Diff.isBlind(draft.twin()))
        || (!draft.isTwinRecorded()
            && (draft.record().twin() != null || !draft.twin().creates() || !makesUnseen(mode)));
  }

  /** What plans the relationships. */
  LinkPlanner links() {
    return links;
  }

  // What is not on record is made only where nothing is, and so need not be looked for; unless what
  // is there decides whether anything is done at all. A mirror looks: if it is broken off, what it
  // was about to make counts as made by it, and somebody else's would go with its row
  static boolean makesUnseen(Mode mode) {
    return mode == Mode.UPSERT;
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
        LinkPlanner.leave(draft, draft.gone().twin(), into);
      } else {
        links.plan(draft, live, false, into);
      }
      return;
    }
    boolean willExist = true;
    if (desired != null) {
      willExist = twin(draft, desired, live, into);
    } else if (record.twin() != null) {
      into.known.add(
          draft.isTwinRecorded() ? next(draft, record.twin().standing()) : record.twin());
    }
    if (!willExist) {
      // Nothing can start at a twin that is not to be
      into.owed.addAll(draft.said().owed(false));
      into.counter.add("relationships.desired", draft.links().size());
      into.counter.add("relationships.skipped", draft.links().size());
      return;
    }
    boolean isNew = desired != null && live.twin() == null && !isTwinBelieved(draft);
    links.plan(draft, live, isNew, into);
  }

  private boolean isTwinBelieved(TwinDraft draft) {
    return basis.believes() && draft.isTwinRecorded();
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
    if (twin == null && basis == Basis.NOTHING) {
      into.twins.add(
          new Planned(
              new Change.PatchTwin(desired, Diff.everything(desired), null),
              new Ledger(
                  ledger, before == null ? List.of() : List.of(next(draft, before.standing())))));
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
      into.counter.add(draft.gone().moved() ? "planned.twins.moved" : "planned.twins.deleted", 1);
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

  private static boolean isOurs(TwinDraft draft) {
    OfTwin known = draft.record().twin();
    return known != null && known.standing().isCreated();
  }

  private OfTwin next(TwinDraft draft, Standing standing) {
    return new OfTwin(draft.id(), standing, run, draft.said().twin());
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
