package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.shape.Fragment.OfTwin;
import io.twinfeed.shape.Fragment.RejectedRelationship;
import io.twinfeed.shape.Fragment.RejectedTwin;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds out what is gone: on record, and said by no row any more. A twin is gone when every rule
 * that creates it says so: those that only add to it do not keep it alive. What a rejected row fed
 * is not gone. Only a mirror asks; others only of twins whose ids are made in another way now.
 */
final class Leaving {
  private final PipelineSpec spec;
  private final List<List<RuleTarget>> targets;
  private final List<Template> moved;

  Leaving(PipelineSpec spec, ModelSet models) {
    this.spec = spec;
    this.targets = spec.twins().stream().map(rule -> RuleTargets.of(rule, models)).toList();
    this.moved = spec.twins().stream().map(TwinRule::moved).flatMap(Stream::ofNullable).toList();
  }

  /**
   * What came of a twin.
   *
   * @param still said by rows that were not read
   * @param moved whether a row that fed it feeds another one, because its rule makes other ids now
   */
  record Heard(List<Fragment> fragments, Said still, boolean moved) {}

  /**
   * @param said by the rows that came, and by those that were not read
   */
  Gone of(TwinId id, Heard heard, Said said, OnRecord record, Held held) {
    Mode mode = spec.sync().mode();
    if (mode != Mode.MIRROR && (mode != Mode.UPSERT || moved.isEmpty())) {
      return Gone.NOTHING;
    }
    List<Fragment> fragments = heard.fragments();
    Known.OfTwin twin = record.twin();
    boolean isGone =
        twin != null && !isSaid(fragments, heard.still(), twin) && !held.holdsTwin(twin.parts());
    boolean hasMoved = heard.moved() && isGone && twin != null && twin.standing().isCreated();
    if (mode != Mode.MIRROR && !hasMoved) {
      return new Gone(null, outdated(fragments, said, record), true, new TreeSet<>());
    }
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
    if (twin == null || !isGone) {
      boolean outdated = outdated(fragments, said, record).containsAll(links);
      return new Gone(null, links, outdated, new TreeSet<>());
    }
    Desired without = without(id, twin.parts());
    if (twin.standing().isCreated() || said.twin().isEmpty()) {
      return new Gone(without, links, hasMoved, new TreeSet<>());
    }
    // Somebody else's: what contributors add stays, and is as they say now
    TreeSet<PropertyPath> released = new TreeSet<>(without.absent());
    for (Part part : said.twin()) {
      TreeSet<PropertyPath> contributed = new TreeSet<>();
      own(part.rule(), contributed);
      released.removeAll(contributed);
    }
    return new Gone(null, links, false, released);
  }

  // A relationship to a twin that has moved, of a row that names its new id now
  private SortedSet<String> outdated(List<Fragment> fragments, Said said, OnRecord record) {
    SortedSet<String> outdated = new TreeSet<>();
    for (Known.OfLink link : record.links().values()) {
      if (moved.stream().anyMatch(from -> from.couldMake(link.target().value()))
          && !said.links().containsKey(link.id())
          && fragments.stream().anyMatch(fragment -> succeeds(fragment, link))) {
        outdated.add(link.id());
      }
    }
    return outdated;
  }

  private static boolean succeeds(Fragment fragment, Known.OfLink link) {
    return fragment instanceof OfRelationship now
        && !now.target().equals(link.target())
        && link.parts().stream()
            .anyMatch(part -> part.rule() == now.rule() && part.rows().contains(now.row()));
  }

  // Of a twin of somebody else's, to which we only add, any row of ours will do. One that we made
  // may have lost its row in a run that deletes nothing, so that only contributors are on record
  private boolean isSaid(List<Fragment> fragments, Said still, Known.OfTwin recorded) {
    boolean made =
        recorded.standing().isCreated()
            || recorded.parts().isEmpty()
            || recorded.parts().stream().anyMatch(part -> creates(part.rule()));
    return still.twin().stream().anyMatch(part -> !made || creates(part.rule()))
        || fragments.stream()
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
    for (int rule = 0; rule < spec.twins().size(); rule++) {
      int place = rule;
      TwinRule each = spec.twins().get(rule);
      if (parts.stream().anyMatch(part -> part.rule() == place)) {
        first = first == null ? each : first;
        own(rule, owned);
      } else if (!each.creates() && each.id().couldMake(id.value())) {
        // One that has no row for a twin may have said that there are none
        own(rule, owned);
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

  private void own(int rule, SortedSet<PropertyPath> owned) {
    targets.get(rule).stream()
        .filter(target -> !target.isSourceTime())
        .forEach(target -> owned.add(target.path()));
  }
}
