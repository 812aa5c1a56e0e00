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
import java.util.function.Consumer;

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
   * The draft of one twin; empty if it is rejected, which is counted here, or if nothing is said.
   *
   * @param all its fragments, ordered by rule and row: what is said of a twin must not depend on
   *     the order in which they come
   */
  Optional<TwinDraft> draft(
      TwinId id,
      List<Fragment> all,
      OnRecord record,
      Said said,
      Gone gone,
      Tally.Counter counter,
      Consumer<Failure> failures) {
    boolean rejected = all.stream().anyMatch(RejectedTwin.class::isInstance);
    List<OfTwin> parts =
        all.stream().filter(OfTwin.class::isInstance).map(OfTwin.class::cast).toList();
    Desired desired = null;
    if (!rejected && !parts.isEmpty() && gone.twin() == null) {
      try {
        desired = without(twins.of(id, parts), gone.released());
      } catch (Contradiction e) {
        rejected = true;
        failures.accept(failure(e, twins.ruleOf(parts), Failure.Counts.TWIN, id, null));
      }
    }
    if (rejected) {
      counter.add("twins.desired", 1);
      counter.add("twins.rejected", 1);
    }
    Set<String> held = held(all);
    List<Desired.Link> drawn = links(id, all, counter, failures, held);
    if (rejected) {
      // Its relationships wait until it can be written: they may depend on what was rejected
      counter.add("relationships.desired", drawn.size());
      counter.add("relationships.held", drawn.size());
      return Optional.empty();
    }
    Map<String, Exclusive> exclusive = exclusive(all);
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
      TwinId id,
      List<Fragment> all,
      Tally.Counter counter,
      Consumer<Failure> failures,
      Set<String> held) {
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
                counter.add("relationships.desired", 1);
                counter.add("relationships.rejected", 1);
                failures.accept(
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

  private Map<String, Exclusive> exclusive(List<Fragment> all) {
    Map<String, Exclusive> exclusive = new HashMap<>();
    for (Fragment fragment : all) {
      if (fragment instanceof OfRelationship || fragment instanceof NoRelationship) {
        RelationshipRule rule = spec.relationships().get(fragment.rule());
        if (rule.exclusive() != Exclusive.NO) {
          exclusive.put(rule.relationship().text(), rule.exclusive());
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
