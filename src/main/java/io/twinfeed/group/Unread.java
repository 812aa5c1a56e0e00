package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.shape.SeenRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rows say that did not come, because only a part of their source was read: what they said
 * when they were read last. Of a source that was read whole, a row that did not come is gone.
 */
public final class Unread {
  private final List<@Nullable Set<String>> byTwinRule;
  private final List<@Nullable Set<String>> byLinkRule;
  private final boolean isNothing;

  /**
   * @param inPart the sources of which a part was read, with the rows that were asked for by name:
   *     one of them that did not come is gone
   * @param seen the rows that came from them
   */
  public Unread(PipelineSpec spec, Map<String, List<String>> inPart, Iterable<SeenRow> seen) {
    Map<String, Set<String>> rows = new HashMap<>();
    inPart.forEach((source, asked) -> rows.put(source, new HashSet<>(asked)));
    for (SeenRow row : seen) {
      rows.computeIfAbsent(row.source(), unused -> new HashSet<>()).add(row.row());
    }
    isNothing = inPart.isEmpty();
    byTwinRule = byRule(spec.twins(), rows);
    byLinkRule = byRule(spec.relationships(), rows);
  }

  private static List<@Nullable Set<String>> byRule(
      List<? extends Rule> rules, Map<String, Set<String>> rows) {
    List<@Nullable Set<String>> byRule = new ArrayList<>();
    for (Rule rule : rules) {
      byRule.add(rows.get(rule.from().text()));
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

  /** What they say of a twin. */
  Said of(OnRecord record) {
    if (isNothing) {
      return Said.NOTHING;
    }
    TreeMap<String, List<Part>> links = new TreeMap<>();
    record
        .links()
        .forEach(
            (id, link) -> {
              List<Part> parts = still(link, byLinkRule);
              if (!parts.isEmpty()) {
                links.put(id, parts);
              }
            });
    return new Said(record.twin() == null ? List.of() : still(record.twin(), byTwinRule), links);
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
