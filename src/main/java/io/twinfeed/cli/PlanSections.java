package io.twinfeed.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.job.PlanRun;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.planfile.Item;
import io.twinfeed.planfile.Items;
import io.twinfeed.planfile.Mask;
import io.twinfeed.planfile.PlanFile;
import io.twinfeed.twin.TwinId;
import java.util.List;
import java.util.TreeMap;

/** Goes through a plan section by section: what one rule does of one kind. */
final class PlanSections {
  /** How many of a section are shown unless all are asked for. */
  private static final int SAMPLE = 5;

  /** Who shows it. */
  interface Shown {
    /** A section begins. */
    void begin(String rule, Kind kind, long count);

    void item(Item item);

    /** A section ends. */
    void end(long more);

    /** A line of {@code rejects.jsonl}. */
    void reject(JsonNode line);

    /** No more rejects of a code are shown. */
    void moreRejects(String code, long more);
  }

  private PlanSections() {}

  static void show(PlanRun.Made plan, boolean all, Shown shown) {
    Items items = new Items(plan.mask());
    Walk walk = new Walk(plan, all ? Long.MAX_VALUE : SAMPLE, items, shown);
    plan.file().each(walk);
    walk.end();
  }

  private static final class Walk implements PlanFile.Reader {
    private final PlanRun.Made plan;
    private final long most;
    private final Items items;
    private final Shown shown;
    private String rule = "";
    private Kind kind = Kind.CREATE_TWIN;
    private long inSection;
    private final TreeMap<String, Long> rejects = new TreeMap<>();

    Walk(PlanRun.Made plan, long most, Items items, Shown shown) {
      this.plan = plan;
      this.most = most;
      this.items = items;
      this.shown = shown;
    }

    @Override
    public void step(Step step) {
      String next = step.planned().change().rule();
      if (inSection == 0 || !next.equals(rule) || step.kind() != kind) {
        endSection();
        rule = next;
        kind = step.kind();
        shown.begin(rule, kind, plan.totals().of(rule, kind));
      }
      if (++inSection <= most) {
        shown.item(items.of(step));
      }
    }

    @Override
    public void reject(JsonNode line) {
      endSection();
      if (rejects.merge(line.path("code").asText(), 1L, Long::sum) <= most) {
        shown.reject(masked(line));
      }
    }

    // The id of a twin may be made of a sensitive column
    private JsonNode masked(JsonNode line) {
      String message = line.path("message").asText();
      String masked = message;
      for (String end : List.of("twin", "target")) {
        String id = line.path(end).asText("");
        if (!id.isEmpty() && plan.mask().hidesId(new TwinId(id))) {
          masked = masked.replace(id, Mask.HIDDEN);
        }
      }
      return masked.equals(message) ? line : ((ObjectNode) line.deepCopy()).put("message", masked);
    }

    void end() {
      endSection();
      rejects.forEach(
          (code, count) -> {
            if (count > most) {
              shown.moreRejects(code, count - most);
            }
          });
    }

    private void endSection() {
      if (inSection > 0) {
        shown.end(Math.max(0, inSection - most));
      }
      inSection = 0;
    }
  }
}
