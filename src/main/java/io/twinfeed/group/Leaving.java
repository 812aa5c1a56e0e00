package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out what is gone: on record, and said by no row any more. A twin is gone when every rule
 * that creates it says so: those that only add to it do not keep it alive. What a rejected row fed
 * is not gone. Only a mirror asks.
 */
final class Leaving {
  private final PipelineSpec spec;
  private final List<List<RuleTarget>> targets;

  Leaving(PipelineSpec spec, ModelSet models) {
    this.spec = spec;
    this.targets = spec.twins().stream().map(rule -> RuleTargets.of(rule, models)).toList();
  }

  Gone of(TwinId id, List<Fragment> fragments, Said said, OnRecord record, Held held) {
    if (spec.sync().mode() != Mode.MIRROR) {
      return Gone.NOTHING;
    }
    Known.OfTwin twin = record.twin();
    boolean isGone =
        twin != null && !isSaid(fragments, twin.parts()) && !held.holdsTwin(twin.parts());
    Set<String> undecided = new HashSet<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof RejectedRelationship) {
        undecided.add(spec.relationships().get(fragment.rule()).relationship().text());
      }
    }
    SortedSet<String> links = new TreeSet<>();
    for (Known.OfLink link : record.links().values()) {
      if (!said.links().containsKey(link.id())
          && !undecided.contains(link.name())
          && !held.holdsLink(link.parts())) {
        links.add(link.id());
      }
    }
    return new Gone(twin != null && isGone ? without(id, twin.parts()) : null, links);
  }

  // Of a twin of somebody else's, to which we only add, any row of ours will do
  private boolean isSaid(List<Fragment> fragments, List<Part> recorded) {
    boolean made = recorded.isEmpty() || recorded.stream().anyMatch(part -> creates(part.rule()));
    return fragments.stream()
        .anyMatch(
            fragment ->
                fragment instanceof RejectedTwin
                    || (fragment instanceof OfTwin && (!made || creates(fragment.rule()))));
  }

  // Of a rule that the file no longer has nobody knows; what it fed is as good as made by it
  private boolean creates(int rule) {
    return rule < 0 || spec.twins().get(rule).creates();
  }

  private Desired without(TwinId id, List<Part> parts) {
    TreeSet<PropertyPath> owned = new TreeSet<>();
    TwinRule first = null;
    for (Part part : parts) {
      if (part.rule() >= 0) {
        first = first == null ? spec.twins().get(part.rule()) : first;
        targets.get(part.rule()).stream()
            .filter(target -> !target.isSourceTime())
            .forEach(target -> owned.add(target.path()));
      }
    }
    return new Desired(
        id,
        first == null ? "" : first.name().text(),
        first == null ? "" : first.model().text(),
        false,
        new TreeMap<>(),
        owned,
        new TreeMap<>());
  }
}
