package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.NoRelationship;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the drafts of twins. Built once per worker; not for several threads. */
final class Drafting {
  private final PipelineSpec spec;
  private final TwinValues twins;
  private final LinkValues links;

  public Drafting(PipelineSpec spec, ModelSet models) {
    this.spec = spec;
    this.twins = new TwinValues(spec, models);
    this.links = new LinkValues(spec, models);
  }

  /**
   * What came of a twin.
   *
   * @param all its fragments, ordered by rule and row: what is said of a twin must not depend on
   *     the order in which they come
   * @param silent the rules that have added to it, and of which the last row is gone
   * @param unread what did not come
   */
  record Heard(List<Fragment> all, Set<Integer> silent, Unread unread) {}

  /** The draft of one twin; empty if it is rejected, which is counted, or if nothing is said. */
  Optional<TwinDraft> draft(
      TwinId id, Heard heard, OnRecord record, Said said, Gone gone, Gathering.Into into) {
    List<Fragment> all = heard.all();
    Tally.Counter counter = into.counter();
    boolean rejected = all.stream().anyMatch(RejectedTwin.class::isInstance);
    List<OfTwin> parts =
        all.stream().filter(OfTwin.class::isInstance).map(OfTwin.class::cast).toList();
    Desired desired = null;
    boolean speaks = !parts.isEmpty() || !heard.silent().isEmpty();
    if (!rejected && speaks && gone.twin() == null) {
      try {
        desired = without(twins.of(id, parts, heard.silent(), heard.unread()), gone.released());
      } catch (Contradiction e) {
        rejected = true;
        into.failures()
            .accept(failure(e, twins.ruleOf(parts, heard.silent()), Failure.Counts.TWIN, id, null));
      }
    }
    if (rejected) {
      counter.add("twins.desired", 1);
      counter.add("twins.rejected", 1);
    }
    Set<String> held = held(all);
    List<Desired.Link> drawn = links(id, all, said, held, into);
    if (rejected) {
      // Its relationships wait until it can be written: they may depend on what was rejected
      counter.add("relationships.desired", drawn.size());
      counter.add("relationships.held", drawn.size());
      return Optional.empty();
    }
    Map<String, Exclusive> exclusive = exclusive(all, heard.unread());
    return desired == null && drawn.isEmpty() && exclusive.isEmpty() && gone.isNothing()
        ? Optional.empty()
        : Optional.of(new TwinDraft(id, desired, drawn, exclusive, held, record, said, gone));
  }

  private static Desired without(Desired desired, Set<PropertyPath> released) {
    if (released.isEmpty()) {
      return desired;
    }
    TreeSet<PropertyPath> absent = new TreeSet<>(released);
    absent.addAll(desired.absent());
    absent.removeAll(desired.values().keySet());
    return new Desired(
        desired.id(),
        desired.rule(),
        desired.model(),
        desired.creates(),
        desired.values(),
        absent,
        desired.sourceTimes());
  }

  private List<Desired.Link> links(
      TwinId id, List<Fragment> all, Said said, Set<String> held, Gathering.Into into) {
    Map<String, List<OfRelationship>> byId = new LinkedHashMap<>();
    for (Fragment fragment : all) {
      if (fragment instanceof OfRelationship link) {
        byId.computeIfAbsent(link.id(), unused -> new ArrayList<>(1)).add(link);
      }
    }
    List<Desired.Link> drawn = new ArrayList<>();
    byId.values()
        .forEach(
            same -> {
              try {
                drawn.add(links.of(same));
              } catch (Contradiction e) {
                // What is there of this name may be just this one: it must not be taken for
                // obsolete
                held.add(spec.relationships().get(same.get(0).rule()).relationship().text());
                into.counter().add("relationships.desired", 1);
                into.counter().add("relationships.rejected", 1);
                said.owed(same.get(0).id(), true).forEach(into.owed());
                into.failures()
                    .accept(
                        failure(
                            e,
                            spec.relationships().get(same.get(0).rule()).name().text(),
                            Failure.Counts.RELATIONSHIP,
                            id,
                            same.get(0).target()));
              }
            });
    return drawn;
  }

  private Map<String, Exclusive> exclusive(List<Fragment> all, Unread unread) {
    Map<String, Exclusive> exclusive = new HashMap<>();
    for (Fragment fragment : all) {
      if (fragment instanceof OfRelationship || fragment instanceof NoRelationship) {
        RelationshipRule rule = spec.relationships().get(fragment.rule());
        if (rule.exclusive() != Exclusive.NO) {
          // Others' may be what a rule says that was left out
          exclusive.put(
              rule.relationship().text(), unread.leavesOut() ? Exclusive.OWN : rule.exclusive());
        }
      }
    }
    return exclusive;
  }

  private Set<String> held(List<Fragment> all) {
    Set<String> held = new HashSet<>();
    for (Fragment fragment : all) {
      if (fragment instanceof RejectedRelationship) {
        held.add(spec.relationships().get(fragment.rule()).relationship().text());
      }
    }
    return held;
  }

  private static Failure failure(
      Contradiction e,
      String rule,
      Failure.Counts counts,
      TwinId twin,
      @org.jspecify.annotations.Nullable TwinId target) {
    return new Failure(
        Failure.Stage.GROUP,
        e.code(),
        String.valueOf(e.getMessage()),
        e.hint(),
        rule,
        null,
        null,
        Map.of(),
        Map.of(),
        counts,
        twin,
        target,
        0);
  }
}
