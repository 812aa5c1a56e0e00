package io.twinfeed.cli;

import io.twinfeed.flow.Tally;
import io.twinfeed.report.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's counts as a table for a person. */
final class CountsTable {
  private CountsTable() {}

  static String of(Summary summary) {
    StringBuilder text = new StringBuilder();
    Tally tally = summary.tally();
    List<List<String>> sources = new ArrayList<>();
    sources.add(List.of("source", "rows", "used", "filtered", "rejected"));
    for (String source : summary.sources().keySet()) {
      List<String> row = new ArrayList<>(List.of(source));
      for (String count : List.of("rows", "used", "filtered", "rejected")) {
        row.add(number(tally.of("sources." + source + "." + count)));
      }
      sources.add(row);
    }
    table(text, sources);
    text.append('\n');
    List<List<String>> kinds = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(Summary.COUNTS);
    kinds.add(head);
    for (String kind : List.of("twins", "relationships")) {
      List<String> row = new ArrayList<>(List.of(kind));
      Summary.COUNTS.forEach(count -> row.add(number(tally.of(kind + "." + count))));
      kinds.add(row);
    }
    table(text, kinds);
    text.append(
        "\n  %s calls, %s of them repeated; %s s\n"
            .formatted(
                number(tally.of("calls.total")),
                number(tally.of("calls.retries")),
                seconds(Duration.between(summary.startedAt(), summary.finishedAt()))));
    return text.toString();
  }

  private static void table(StringBuilder text, List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      line.append(row.get(0)).append(" ".repeat(widths[0] - row.get(0).length()));
      for (int i = 1; i < columns; i++) {
        line.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
