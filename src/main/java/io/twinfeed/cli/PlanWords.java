package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.job.PlanRun;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.planfile.Item;
import io.twinfeed.planfile.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words for what is in a plan, whoever writes them. */
final class PlanWords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST = 100;

  private PlanWords() {}

  /** Such as {@code 3 twins to create}. */
  static String count(long count, Kind kind) {
    return "%s %s to %s"
        .formatted(
            number(count),
            kind.isOfLink()
                ? count == 1 ? "relationship" : "relationships"
                : count == 1 ? "twin" : "twins",
            verb(kind));
  }

  static String verb(Kind kind) {
    return switch (kind) {
      case CREATE_TWIN, CREATE_LINK -> "create";
      case CHANGE_TWIN, CHANGE_LINK -> "change";
      case RELEASE_TWIN -> "release";
      case RETARGET_LINK -> "retarget";
      case DELETE_LINK, DELETE_TWIN -> "delete";
    };
  }

  /** Plus, tilde or minus. */
  static String sign(Kind kind) {
    return switch (kind) {
      case CREATE_TWIN, CREATE_LINK -> "+";
      case CHANGE_TWIN, RELEASE_TWIN, RETARGET_LINK, CHANGE_LINK -> "~";
      case DELETE_LINK, DELETE_TWIN -> "-";
    };
  }

  /** What a step is done to, on one line. */
  static String subject(Item item) {
    Item.Link link = item.link();
    if (link == null) {
      return item.twin();
    }
    String line = "%s %s %s".formatted(item.twin(), link.name(), link.target());
    return link.was().isEmpty() ? line : line + ", before " + String.join(" and ", link.was());
  }

  /** What becomes of a property. */
  static String change(Item.Property property, Kind kind) {
    String after = property.after() == null ? "no value" : json(property.after());
    if (kind == Kind.CREATE_TWIN || kind == Kind.CREATE_LINK || kind == Kind.RETARGET_LINK) {
      return after;
    }
    return (property.before() == null ? "no value" : json(property.before()))
        + " → "
        + after
        + (property.since() == null ? "" : ", there since " + property.since());
  }

  /** The table of a plan: a head, a row for each rule, and a row for all of them. */
  static List<List<String>> table(Totals totals) {
    List<String> verbs = List.of("create", "change", "retarget", "release", "delete");
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(verbs);
    table.add(head);
    totals.byRule().keySet().forEach(rule -> table.add(row(rule, rule, verbs, totals)));
    if (totals.byRule().size() > 1) {
      table.add(row("all", null, verbs, totals));
    }
    return table;
  }

  private static List<String> row(
      String name, @Nullable String rule, List<String> verbs, Totals totals) {
    List<String> row = new ArrayList<>(List.of(name));
    for (String verb : verbs) {
      long count = 0;
      for (Kind kind : Kind.values()) {
        if (verb(kind).equals(verb)) {
          count += rule == null ? totals.of(kind) : totals.of(rule, kind);
        }
      }
      row.add(number(count));
    }
    return row;
  }

  /** What a plan is of. */
  static String title(PlanRun.Made plan) {
    return plan.isOfDrift()
        ? "where %s no longer says what the rows say".formatted(plan.file().header().endpoint())
        : "what a run would do to " + plan.file().header().endpoint();
  }

  /** For a plan without a step. */
  static String nothing(PlanRun.Made plan) {
    if (plan.isOfDrift()) {
      return "No drift: what was written is there.";
    }
    return plan.totals().rejects().isEmpty()
        ? "Nothing to do: the graph says what the sources say."
        : "Nothing would be written.";
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String json(Object value) {
    try {
      String text =
          value instanceof String hidden && hidden.equals(io.twinfeed.planfile.Mask.HIDDEN)
              ? hidden
              : JSON.writeValueAsString(value);
      return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON value is writable", e);
    }
  }
}
