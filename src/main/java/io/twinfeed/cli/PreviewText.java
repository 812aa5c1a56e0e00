package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.job.Preview;
import io.twinfeed.job.Preview.Made;
import io.twinfeed.job.Preview.Reject;
import io.twinfeed.job.Preview.Row;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A preview as text for a person. */
final class PreviewText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST = 100;

  private final Preview preview;
  private final StringBuilder text = new StringBuilder();

  private PreviewText(Preview preview) {
    this.preview = preview;
  }

  static String of(Preview preview) {
    PreviewText text = new PreviewText(preview);
    text.head();
    for (int i = 0; i < preview.rows().size(); i++) {
      text.row(i, preview.rows().get(i));
    }
    text.counts();
    return text.text.toString();
  }

  private void head() {
    Rule rule = preview.rule();
    line(
        "%s: %s of the source %s"
            .formatted(
                rule.name(),
                rule instanceof RelationshipRule ? "relationships" : "twins",
                preview.source().name()));
    if (hasAggregates(rule)) {
      line("Aggregates are over the rows shown here; a run takes all rows of a twin.");
    }
  }

  static boolean hasAggregates(Rule rule) {
    return rule.properties().stream().anyMatch(each -> each.feed() instanceof Aggregate);
  }

  private void row(int place, Row row) {
    line("");
    line("row " + (place + 1));
    List<List<String>> columns = new ArrayList<>();
    row.columns().forEach((name, value) -> columns.add(List.of(name, cut(shown(value)))));
    text.append(TextTable.leftAligned(columns, "    "));
    Reject reject = row.reject();
    if (reject != null) {
      line("  rejected %s: %s".formatted(reject.code(), oneLine(reject.message())));
      if (!reject.hint().isEmpty()) {
        line("    = " + reject.hint());
      }
    } else if (row.made() >= 0) {
      made(place, preview.made().get(row.made()));
    } else {
      line("  %s: %s".formatted(row.outcome().name().toLowerCase(Locale.ROOT), row.why()));
    }
  }

  private void made(int row, Made made) {
    String what = what(made);
    if (made.rows().get(0) != row) {
      line("  feeds %s, see row %d".formatted(what, made.rows().get(0) + 1));
      return;
    }
    String with =
        made.rows().size() == 1
            ? ""
            : ", with row%s %s"
                .formatted(
                    made.rows().size() == 2 ? "" : "s",
                    made.rows().stream()
                        .skip(1)
                        .map(each -> String.valueOf(each + 1))
                        .collect(Collectors.joining(", ")));
    line(
        made.creates()
            ? "  becomes " + what + with
            : "  adds to " + what + ", if it is there" + with);
    List<List<String>> properties = new ArrayList<>();
    properties.add(
        made.model() == null
            ? List.of("$relationshipId", made.id())
            : List.of("$model", made.model()));
    made.properties().forEach((name, value) -> properties.add(List.of(name, cut(json(value)))));
    made.sourceTimes()
        .forEach((name, time) -> properties.add(List.of("sourceTime of " + name, time)));
    made.absent().forEach(name -> properties.add(List.of(name, "no value")));
    text.append(TextTable.leftAligned(properties, "    "));
  }

  private String what(Made made) {
    return made.model() != null
        ? "twin " + made.id()
        : "relationship %s from %s to %s"
            .formatted(
                ((RelationshipRule) preview.rule()).relationship(), made.source(), made.target());
  }

  private void counts() {
    line("");
    int rows = preview.rows().size();
    if (rows == 0) {
      line("The source has no rows.");
      return;
    }
    List<String> counts = new ArrayList<>();
    for (Preview.Outcome outcome : Preview.Outcome.values()) {
      long count = preview.rows().stream().filter(row -> row.outcome() == outcome).count();
      if (count > 0) {
        counts.add(count + " " + outcome.name().toLowerCase(Locale.ROOT));
      }
    }
    line("%d %s: %s".formatted(rows, rows == 1 ? "row" : "rows", String.join(", ", counts)));
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : oneLine(value.toString());
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON value is writable", e);
    }
  }

  private static String cut(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
