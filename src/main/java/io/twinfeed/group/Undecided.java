package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.twin.PropertyPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the twins of which nobody can tell what they are to be: several rows or rules feed one
 * thing, only some of them were read, and what these say is not what they said. Of the others only
 * a hash is on record. Such a twin waits for the next run, which asks for all of its rows.
 */
final class Undecided {
  private final List<Set<PropertyPath>> paths = new ArrayList<>();

  Undecided(PipelineSpec spec, ModelSet models) {
    spec.twins()
        .forEach(
            rule -> {
              Set<PropertyPath> fed = new HashSet<>();
              RuleTargets.of(rule, models).stream()
                  .filter(target -> !target.isSourceTime())
                  .forEach(target -> fed.add(target.path()));
              paths.add(fed);
            });
  }

  /**
   * @param read what the rows that came say
   * @param still what those say that did not come
   * @param silent the rules of which the last row is gone
   */
  boolean is(Said read, Said still, Set<Integer> silent, OnRecord record) {
    if (still.twin().isEmpty() && still.links().isEmpty()) {
      return false;
    }
    Known.OfTwin twin = record.twin();
    if (twin != null && !still.twin().isEmpty()) {
      if (isMixed(read.twin(), still.twin(), twin.parts())) {
        return true;
      }
      Set<PropertyPath> decided = new HashSet<>();
      for (Part part : read.twin()) {
        Part before = of(twin.parts(), part.rule());
        if (before == null || !part.saysTheSame(before)) {
          decided.addAll(paths.get(part.rule()));
        }
      }
      silent.forEach(rule -> decided.addAll(paths.get(rule)));
      for (Part part : still.twin()) {
        if (of(read.twin(), part.rule()) == null
            && paths.get(part.rule()).stream().anyMatch(decided::contains)) {
          return true;
        }
      }
    }
    return record.links().values().stream()
        .anyMatch(
            link ->
                isMixed(
                    read.links().getOrDefault(link.id(), List.of()),
                    still.links().getOrDefault(link.id(), List.of()),
                    link.parts()));
  }

  private static boolean isMixed(List<Part> read, List<Part> still, List<Part> recorded) {
    for (Part part : still) {
      Part now = of(read, part.rule());
      Part before = of(recorded, part.rule());
      boolean someLeft = before != null && before.rows().size() > part.rows().size();
      if (now == null ? someLeft && !part.isUniform() : !now.saysTheSame(part)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Part of(List<Part> parts, int rule) {
    return parts.stream().filter(part -> part.rule() == rule).findFirst().orElse(null);
  }
}
