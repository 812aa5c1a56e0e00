package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.job.Explanation;
import io.twinfeed.job.Explanation.Agreement;
import io.twinfeed.job.Explanation.From;
import io.twinfeed.job.Explanation.Link;
import io.twinfeed.job.Explanation.OnRecord;
import io.twinfeed.job.Explanation.Property;
import io.twinfeed.planfile.Mask;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for people. */
final class ExplainText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 5;

  private final StringBuilder text = new StringBuilder();

  private ExplainText() {}

  static String of(Explanation twin) {
    ExplainText all = new ExplainText();
    all.head(twin);
    all.properties(twin.properties());
    all.links(twin.relationships());
    all.rejects(twin.rejects());
    all.rows(twin.rows());
    return all.text.toString();
  }

  static String of(List<Explanation.Row> rows) {
    ExplainText all = new ExplainText();
    rows.forEach(all::row);
    return all.text.toString();
  }

  private void head(Explanation twin) {
    line(
        "%s%s, %s%s",
        twin.twin(),
        twin.model() == null ? "" : ", " + twin.model(),
        twin.exists() ? "in the graph" : "not in the graph",
        twin.record() == null ? "; not on record" : "; " + record(twin.record()));
    twin.notes().forEach(note -> line("  %s", note));
  }

  private static String record(OnRecord record) {
    return "%s, last written or compared by run %s%s"
        .formatted(
            record.created() ? "made by this pipeline" : "made by somebody else",
            record.run(),
            record.certain() ? "" : ", which did not say what became of it");
  }

  private void properties(List<Property> properties) {
    if (!properties.isEmpty()) {
      line("");
      line("properties");
    }
    for (Property property : properties) {
      line("  %s: %s", property.name(), said(property));
      from(property.from(), "      ");
    }
  }

  private static String said(Property property) {
    return switch (property.agreement()) {
      case SAME -> json(property.from().isEmpty() ? property.graph() : property.says());
      case DIFFERS ->
          "the rows say %s, the graph says %s"
              .formatted(json(property.says()), json(property.graph()));
      case NOT_OURS -> json(property.graph()) + ", not fed by this pipeline";
      case NO_ROW -> json(property.graph()) + ", which no row feeds now";
      case REJECTED ->
          json(property.graph()) + " in the graph; what the rows say of it is rejected";
      case TO_COME -> json(property.says()) + ", to be written by a run";
    };
  }

  private void from(List<From> from, String indent) {
    for (From each : from) {
      line("%srule %s: %s", indent, each.rule(), each.value());
      line("%s  from %s", indent, some(each.rows()));
    }
  }

  private static String some(List<String> rows) {
    return rows.stream().limit(ROWS).collect(Collectors.joining("; "))
        + (rows.size() > ROWS
            ? String.format(Locale.ROOT, "; and %,d more", rows.size() - ROWS)
            : "");
  }

  private void links(List<Link> links) {
    if (!links.isEmpty()) {
      line("");
      line("relationships");
    }
    for (Link link : links) {
      String state =
          switch (link.agreement()) {
            case SAME -> "";
            case TO_COME -> ", to be written by a run";
            case NOT_OURS -> ", not of this pipeline";
            case NO_ROW -> ", which no row asks for any more";
            case REJECTED -> ", held: its twin or row is rejected";
            case DIFFERS -> ", which the graph does not have";
          };
      line(
          "  %s → %s%s%s",
          link.name(),
          link.target(),
          state,
          link.record() == null ? "" : "; " + record(link.record()));
      from(link.from(), "      ");
      link.properties()
          .forEach(property -> line("      %s: %s", property.name(), said(ofRow(property))));
    }
  }

  // What it comes from is said of the relationship
  private static Property ofRow(Property property) {
    return property.agreement() == Agreement.SAME
        ? new Property(property.name(), property.says(), property.says(), Agreement.SAME, List.of())
        : property;
  }

  private void rejects(List<Explanation.Reject> rejects) {
    if (!rejects.isEmpty()) {
      line("");
      line("rejected");
    }
    for (Explanation.Reject reject : rejects) {
      line("  %s: %s", reject.code(), reject.message());
      if (reject.row() != null) {
        line("      row %s", reject.row());
      }
      line("      hint: %s", reject.hint());
    }
  }

  private void rows(List<Explanation.Row> rows) {
    if (!rows.isEmpty()) {
      line("");
      line("rows");
    }
    rows.stream().limit(ROWS).forEach(this::columns);
    if (rows.size() > ROWS) {
      line(
          "  and %s more; --json shows them",
          String.format(Locale.ROOT, "%,d", rows.size() - ROWS));
    }
  }

  private void columns(Explanation.Row row) {
    line("  %s of %s", row.name(), row.source());
    line(
        "      %s",
        row.columns().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(", ")));
    if (!row.filtered().isEmpty()) {
      line(
          "      left out by rule %s: when is false, or it counts as deleted",
          names(row.filtered()));
    }
  }

  private void row(Explanation.Row row) {
    line("%s of %s", row.name(), row.source());
    line(
        "  %s",
        row.columns().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(", ")));
    if (row.feeds().isEmpty()) {
      line("  feeds nothing");
    }
    row.feeds()
        .forEach(
            fed -> {
              line("");
              line("  %s", fed.what());
              line("      rule %s", fed.rule());
              fed.values().forEach((name, value) -> line("      %s: %s", name, json(value)));
            });
    if (!row.filtered().isEmpty()) {
      line("");
      line("  left out by rule %s: when is false, or it counts as deleted", names(row.filtered()));
    }
  }

  private static String names(List<String> rules) {
    return String.join(", ", rules);
  }

  private static String json(@Nullable Object value) {
    if (value == null) {
      return "no value";
    }
    if (value instanceof String text && text.equals(Mask.HIDDEN)) {
      return text;
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      return String.valueOf(value);
    }
  }

  private void line(String format, @Nullable Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
