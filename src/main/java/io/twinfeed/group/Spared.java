package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.NoRelationship;
import io.twinfeed.shape.Fragment.OfRelationship;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stays where rules are left out: an exclusive relationship then gives way to a new one, and
 * never to none.
 */
final class Spared {
  private Spared() {}

  /** The names of which only those relationships are to be there that rows say. */
  static Set<String> exclusive(PipelineSpec spec, List<Fragment> fragments) {
    Set<String> exclusive = new HashSet<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof OfRelationship || fragment instanceof NoRelationship) {
        RelationshipRule rule = spec.relationships().get(fragment.rule());
        if (rule.exclusive() != Exclusive.NO) {
          exclusive.add(rule.relationship().text());
        }
      }
    }
    return exclusive;
  }

  /** Those on record that are more than the new ones of their name: as good as said still. */
  static Said of(PipelineSpec spec, List<Fragment> fragments, Said said, OnRecord record) {
    Map<String, Set<String>> fresh = new HashMap<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof OfRelationship link && !record.links().containsKey(link.id())) {
        fresh
            .computeIfAbsent(
                spec.relationships().get(link.rule()).relationship().text(),
                unused -> new HashSet<>())
            .add(link.id());
      }
    }
    TreeMap<String, List<Known.Part>> spared = new TreeMap<>();
    for (String name : exclusive(spec, fragments)) {
      record.links().values().stream()
          .filter(link -> link.name().equals(name) && !said.links().containsKey(link.id()))
          .skip(fresh.getOrDefault(name, Set.of()).size())
          .forEach(link -> spared.put(link.id(), link.parts()));
    }
    return new Said(List.of(), spared);
  }
}
