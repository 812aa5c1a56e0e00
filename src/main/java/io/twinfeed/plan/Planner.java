package io.twinfeed.plan;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.Desired;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Decides what is to be done for one twin. Pure: the graph comes in as it was read. */
final class Planner {
  // What Shape makes; a relationship with such an id was made by a pipeline
  private static final Pattern OUR_ID = Pattern.compile(".+\\.[a-z2-7]{26}");

  private final ModelSet models;
  private final Mode mode;

  Planner(ModelSet models, Mode mode) {
    this.models = models;
    this.mode = mode;
  }

  void plan(
      TwinDraft draft,
      Live live,
      Tally.Counter counter,
      Consumer<Change> twins,
      Consumer<Change> links,
      Consumer<Change> deletes) {
    boolean willExist = live.twin() != null;
    Desired desired = draft.twin();
    if (desired != null) {
      willExist = twin(desired, live, counter, twins);
    }
    if (!willExist && desired != null) {
      // Nothing can start at a twin that is not to be
      counter.add("relationships.desired", draft.links().size());
      counter.add("relationships.skipped", draft.links().size());
      return;
    }
    links(draft, live, counter, links, deletes);
  }

  // Says whether the twin will be there
  private boolean twin(
      Desired desired, Live live, Tally.Counter counter, Consumer<Change> changes) {
    Twin twin = live.twin();
    if (twin == null) {
      if (!desired.creates()) {
        counter.add("twins.unmatched", 1);
        return false;
      }
      counter.add("twins.desired", 1);
      if (mode == Mode.UPDATE) {
        counter.add("twins.skipped", 1);
        return false;
      }
      changes.accept(new Change.CreateTwin(desired, components(desired.model())));
      return true;
    }
    counter.add("twins.desired", 1);
    if (mode == Mode.INSERT) {
      counter.add("twins.skipped", 1);
      return true;
    }
    // A more special model than ours is somebody's decision, and has all that we write
    Desired owned =
        models.isOf(twin.model(), desired.model()) ? withModel(desired, twin.model()) : desired;
    Patch patch = Diff.of(owned, twin);
    if (patch.isEmpty()) {
      counter.add("twins.unchanged", 1);
    } else {
      changes.accept(
          new Change.PatchTwin(owned, patch, Diff.needsVersion(owned, patch) ? twin.etag() : null));
    }
    return true;
  }

  private void links(
      TwinDraft draft,
      Live live,
      Tally.Counter counter,
      Consumer<Change> changes,
      Consumer<Change> deletes) {
    Map<String, List<Relationship>> obsolete = new HashMap<>();
    draft
        .exclusive()
        .forEach((name, whose) -> obsolete.put(name, obsolete(draft, live, name, whose)));
    for (Desired.Link link : draft.links()) {
      counter.add("relationships.desired", 1);
      Relationship there = live.links().get(link.id());
      if (there == null) {
        if (mode == Mode.UPDATE) {
          counter.add("relationships.skipped", 1);
          continue;
        }
        // One gives way to one; what is left over goes by itself
        List<Relationship> rest = obsolete.getOrDefault(link.name(), List.of());
        changes.accept(
            new Change.CreateLink(
                link, rest.isEmpty() ? List.of() : List.of(rest.remove(rest.size() - 1))));
      } else if (mode == Mode.INSERT) {
        counter.add("relationships.skipped", 1);
      } else {
        Patch patch = Diff.of(link, there);
        if (patch.isEmpty()) {
          counter.add("relationships.unchanged", 1);
        } else {
          changes.accept(new Change.PatchLink(link, patch));
        }
      }
    }
    String rule = draft.twin() == null ? "exclusive" : draft.twin().rule();
    obsolete
        .values()
        .forEach(rest -> rest.forEach(link -> deletes.accept(new Change.DeleteLink(rule, link))));
  }

  private List<Relationship> obsolete(TwinDraft draft, Live live, String name, Exclusive whose) {
    if (mode == Mode.INSERT || mode == Mode.UPDATE || draft.held().contains(name)) {
      return new ArrayList<>();
    }
    Set<String> wanted = new HashSet<>();
    draft.links().forEach(link -> wanted.add(link.id()));
    List<Relationship> obsolete = new ArrayList<>();
    for (Relationship link : live.named(name)) {
      boolean ours = OUR_ID.matcher(link.id()).matches() && link.id().startsWith(name + ".");
      if (!wanted.contains(link.id()) && (ours || whose == Exclusive.ALL)) {
        obsolete.add(link);
      }
    }
    return obsolete;
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
