package io.twinfeed.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.job.PlanRun;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.planfile.Item;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;

/** A plan as Markdown, for a pull request. */
final class PlanMarkdown implements PlanSections.Shown {
  private final PrintStream out;
  private boolean hasRejects;

  private PlanMarkdown(PrintStream out) {
    this.out = out;
  }

  static void print(PrintStream out, PlanRun.Made plan, boolean all) {
    PlanMarkdown markdown = new PlanMarkdown(out);
    markdown.line(
        "### %s of `%s`"
            .formatted(plan.isOfDrift() ? "Drift" : "Plan", plan.file().header().pipeline()));
    markdown.line("");
    if (plan.totals().isEmpty()) {
      markdown.line(PlanWords.nothing(plan));
    } else {
      markdown.table(PlanWords.table(plan.totals()));
      markdown.line("");
    }
    if (!plan.totals().isEmpty() && !plan.isOfDrift()) {
      markdown.line(escaped(EstimateText.calls(plan.estimate())) + ";");
      markdown.line(escaped(EstimateText.time(plan.estimate(), plan.mask())) + ".");
    }
    plan.refusals()
        .forEach(each -> markdown.line("\n> **A run would be refused.** " + escaped(each)));
    plan.warnings().forEach(each -> markdown.line("\n> Warning: " + escaped(each)));
    PlanSections.show(plan, all, markdown);
    if (markdown.hasRejects) {
      markdown.line("```\n\n</details>");
    }
  }

  private void table(List<List<String>> rows) {
    row(rows.get(0));
    line("|---|" + String.join("", Collections.nCopies(rows.get(0).size() - 1, "---:|")));
    rows.stream().skip(1).forEach(this::row);
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells.stream().map(PlanMarkdown::escaped).toList()) + " |");
  }

  @Override
  public void begin(String rule, Kind kind, long count) {
    line("");
    line(
        "<details><summary>%s: %s</summary>"
            .formatted(escaped(rule), PlanWords.count(count, kind)));
    line("");
    line("```diff");
  }

  @Override
  public void item(Item item) {
    // What begins with an exclamation mark is shown as changed
    String sign = PlanWords.sign(item.kind()).replace('~', '!');
    line(sign + " " + PlanWords.subject(item));
    item.properties()
        .forEach(
            each ->
                line(
                    "%s     %s: %s"
                        .formatted(sign, each.name(), PlanWords.change(each, item.kind()))));
  }

  @Override
  public void end(long more) {
    if (more > 0) {
      line("# and %s more".formatted(PlanWords.number(more)));
    }
    line("```");
    line("");
    line("</details>");
  }

  @Override
  public void reject(JsonNode reject) {
    if (!hasRejects) {
      line("");
      line("<details><summary>rejected</summary>");
      line("");
      line("```");
      hasRejects = true;
    }
    line(
        "%s: %s"
            .formatted(reject.path("code").asText(), reject.path("message").asText())
            .replaceAll("\\R", " "));
  }

  @Override
  public void moreRejects(String code, long more) {
    line("and %s more with %s".formatted(PlanWords.number(more), code));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|");
  }

  private void line(String line) {
    out.println(line);
  }
}
