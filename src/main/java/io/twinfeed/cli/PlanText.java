package io.twinfeed.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.job.PlanRun;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.planfile.Item;
import io.twinfeed.planfile.Totals;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A plan as text for a person. */
final class PlanText implements PlanSections.Shown {
  private final Terminal terminal;
  private final PrintStream out;
  private boolean hasRejects;

  private PlanText(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  static void print(Terminal terminal, PlanRun.Made plan, boolean all) {
    PlanText text = new PlanText(terminal);
    text.line(
        "%s: %s".formatted(terminal.bold(plan.file().header().pipeline()), PlanWords.title(plan)));
    PlanSections.show(plan, all, text);
    text.totals(plan);
  }

  @Override
  public void begin(String rule, Kind kind, long count) {
    line("");
    line("%s: %s".formatted(rule, PlanWords.count(count, kind)));
  }

  @Override
  public void item(Item item) {
    line(
        painted(
            item.kind(),
            "  %s %s".formatted(PlanWords.sign(item.kind()), PlanWords.subject(item))));
    List<List<String>> properties = new ArrayList<>();
    if (item.kind() == Kind.CREATE_TWIN && item.model() != null) {
      properties.add(List.of("$model", item.model()));
    }
    item.properties()
        .forEach(each -> properties.add(List.of(each.name(), PlanWords.change(each, item.kind()))));
    if (!properties.isEmpty()) {
      out.print(TextTable.leftAligned(properties, "      "));
    }
  }

  @Override
  public void end(long more) {
    if (more > 0) {
      line("    … and %s more; --all shows them".formatted(PlanWords.number(more)));
    }
  }

  @Override
  public void reject(JsonNode reject) {
    if (!hasRejects) {
      line("");
      line("rejected");
      hasRejects = true;
    }
    line(
        terminal.red("  ! ")
            + "%s: %s".formatted(reject.path("code").asText(), reject.path("message").asText()));
    if (reject.hasNonNull("key")) {
      line(
          "      row %s of %s"
              .formatted(reject.path("key").asText(), reject.path("source").asText()));
    }
  }

  @Override
  public void moreRejects(String code, long more) {
    line("    … and %s more with %s; --all shows them".formatted(PlanWords.number(more), code));
  }

  private void totals(PlanRun.Made plan) {
    Totals totals = plan.totals();
    line("");
    if (totals.isEmpty()) {
      line(PlanWords.nothing(plan));
      return;
    }
    out.print(TextTable.ofNumbers(PlanWords.table(totals), "  "));
    line("");
    if (plan.isOfDrift()) {
      line("  a run with sync.compare: live puts this right");
      return;
    }
    line("  " + EstimateText.calls(plan.estimate()));
    line("  " + EstimateText.time(plan.estimate(), plan.mask()));
  }

  private String painted(Kind kind, String text) {
    return switch (PlanWords.sign(kind)) {
      case "+" -> terminal.green(text);
      case "-" -> terminal.red(text);
      default -> terminal.yellow(text);
    };
  }

  private void line(String line) {
    out.println(line);
  }
}
