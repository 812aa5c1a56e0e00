package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.SeenRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rows say that did not come, because only a part of their source was read, or because their
 * rule was not followed: what they said when they were read last. Of a source that was read whole,
 * a row that did not come is gone.
 */
public final class Unread {
  private final List<@Nullable Set<String>> byTwinRule;
  private final List<@Nullable Set<String>> byLinkRule;
  private final boolean isNothing;
  private final PipelineSpec spec;
  private final RuleChoice choice;

  /**
   * @param inPart the sources of which a part was read, with the rows that were asked for by name:
   *     one of them that did not come is gone
   * @param seen the rows that came from them
   */
  public Unread(PipelineSpec spec, Map<String, List<String>> inPart, Iterable<SeenRow> seen) {
    this(spec, inPart, seen, RuleChoice.ALL);
  }

  /**
   * @param choice the rules that were followed
   */
  Unread(
      PipelineSpec spec,
      Map<String, List<String>> inPart,
      Iterable<SeenRow> seen,
      RuleChoice choice) {
    this.spec = spec;
    this.choice = choice;
    Map<String, Set<String>> rows = new HashMap<>();
    inPart.forEach((source, asked) -> rows.put(source, new HashSet<>(asked)));
    for (SeenRow row : seen) {
      rows.computeIfAbsent(row.source(), unused -> new HashSet<>()).add(row.row());
    }
    isNothing = inPart.isEmpty() && choice.isAll();
    byTwinRule = byRule(spec.twins(), rows, choice);
    byLinkRule = byRule(spec.relationships(), rows, choice);
  }

  private static List<@Nullable Set<String>> byRule(
      List<? extends Rule> rules, Map<String, Set<String>> rows, RuleChoice choice) {
    List<@Nullable Set<String>> byRule = new ArrayList<>();
    for (Rule rule : rules) {
      byRule.add(choice.takes(rule) ? rows.get(rule.from().text()) : Set.of());
    }
    return byRule;
  }

  /** Nothing: every source was read whole. */
  public static Unread nothing(PipelineSpec spec) {
    return new Unread(spec, Map.of(), List.of());
  }

  /** Whether a rule's source was read whole, so that a row that did not come is gone. */
  boolean isWhole(int twinRule) {
    return byTwinRule.get(twinRule) == null;
  }

  /** Whether rules were left out, so that nothing may be taken away. */
  boolean leavesOut() {
    return !choice.isAll();
  }

  /**
   * Whether something of a twin is in doubt that rules say which were left out: only all of them
   * together can tell what is right.
   */
  boolean isInDoubt(OnRecord record) {
    return leavesOut()
        && record.all().stream()
            .anyMatch(
                known ->
                    !known.standing().isCertain()
                        && known.parts().stream()
                            .anyMatch(part -> isLeftOut(known instanceof Known.OfTwin, part)));
  }

  private boolean isLeftOut(boolean ofTwin, Part part) {
    return part.rule() >= 0
        && !choice.takes((ofTwin ? spec.twins() : spec.relationships()).get(part.rule()));
  }

  /**
   * Of a twin that is new, what rules may have to say that were left out and only add to twins: one
   * without a row says null, or that there are none. On record it is something that no row says, so
   * that a run of all rules takes the twin up again.
   */
  private List<Part> unheard(TwinId id) {
    List<Part> unheard = new ArrayList<>();
    for (int i = 0; i < spec.twins().size(); i++) {
      TwinRule rule = spec.twins().get(i);
      if (!rule.creates() && !choice.takes(rule) && rule.id().couldMake(id.value())) {
        unheard.add(new Part(i, 0, 0, List.of()));
      }
    }
    return unheard;
  }

  /**
   * What they say of a twin.
   *
   * @param read what those say that came
   */
  Said of(TwinId id, Said read, OnRecord record) {
    if (isNothing) {
      return Said.NOTHING;
    }
    TreeMap<String, List<Part>> links = new TreeMap<>();
    record
        .links()
        .forEach(
            (name, link) -> {
              List<Part> parts = still(link, byLinkRule);
              if (!parts.isEmpty()) {
                links.put(name, parts);
              }
            });
    if (record.twin() == null) {
      return new Said(leavesOut() && !read.twin().isEmpty() ? unheard(id) : List.of(), links);
    }
    return new Said(still(record.twin(), byTwinRule), links);
  }

  private static List<Part> still(Known recorded, List<@Nullable Set<String>> byRule) {
    List<Part> still = new ArrayList<>(0);
    for (Part part : recorded.parts()) {
      // Of a rule that the file no longer has nobody knows
      Set<String> seen = part.rule() < 0 ? null : byRule.get(part.rule());
      if (seen == null) {
        continue;
      }
      List<String> rows = part.rows().stream().filter(row -> !seen.contains(row)).toList();
      if (!rows.isEmpty() || part.rows().isEmpty()) {
        still.add(new Part(part.rule(), part.high(), part.low(), rows));
      }
    }
    return still;
  }
}
