package io.twinfeed.cli;

import io.twinfeed.read.FoundColumn;
import io.twinfeed.read.SourceReport;
import io.twinfeed.read.SourceReport.Bounds;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the databases say of the sources of a file, as text for a person. */
final class SourcesText {
  // Above it only the first and the last ranges are shown
  private static final int MOST_RANGES = 8;

  private final StringBuilder text = new StringBuilder();
  private final boolean manyConnections;

  private SourcesText(PipelineSpec spec) {
    manyConnections = spec.connections().size() > 1;
  }

  static String of(PipelineSpec spec, List<SourceReport> reports) {
    SourcesText text = new SourcesText(spec);
    for (String connection : spec.connections().keySet()) {
      text.connection(connection, reports);
    }
    reports.forEach(text::source);
    return text.append("").text.toString();
  }

  private void connection(String name, List<SourceReport> reports) {
    List<SourceReport> over =
        reports.stream().filter(each -> each.source().connection().text().equals(name)).toList();
    if (!over.isEmpty()) {
      String product =
          over.stream()
              .map(SourceReport::database)
              .filter(database -> database != null)
              .findFirst()
              .orElse("could not be asked");
      append("connection %s: %s".formatted(name, product));
    }
  }

  private void source(SourceReport report) {
    Source source = report.source();
    String what = source.table() == null ? "a query" : "table " + source.table();
    String over = manyConnections ? " over " + source.connection() : "";
    append("");
    if (!report.isKnown()) {
      append("%s: %s%s: could not be asked".formatted(source.name(), what, over));
      return;
    }
    int read = report.columns().size();
    String columns =
        read == report.columnsInAll()
            ? number(read, "column")
            : read + " of its " + number(report.columnsInAll(), "column");
    append("%s: %s%s, %s".formatted(source.name(), what, over, columns));
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("column", "SQL type", "in expressions", ""));
    for (FoundColumn column : report.columns()) {
      table.add(
          List.of(
              column.name(),
              column.sqlType(),
              column.type().name().toLowerCase(Locale.ROOT),
              uses(source, column.name())));
    }
    text.append(TextTable.leftAligned(table, "    "));
    if (!source.key().isEmpty()) {
      append("  key     " + key(report));
    }
    append("  rows    " + rows(report));
    SourceReport.Ranges ranges = report.ranges();
    if (ranges != null && source.partition() != null) {
      ranges(source.partition(), report, ranges);
    }
  }

  private static String uses(Source source, String column) {
    List<String> uses = new ArrayList<>();
    if (isIn(source.key(), column)) {
      uses.add("key");
    }
    if (source.partition() != null && is(source.partition().by(), column)) {
      uses.add("ranges");
    }
    if (source.watermark() != null && is(source.watermark().column(), column)) {
      uses.add("watermark");
    }
    if (source.deleted() != null && is(source.deleted(), column)) {
      uses.add("deleted flag");
    }
    if (isIn(source.sensitive(), column)) {
      uses.add("sensitive");
    }
    return String.join(", ", uses);
  }

  private static String key(SourceReport report) {
    String columns =
        report.source().key().stream().map(Text::text).collect(Collectors.joining(", "));
    return columns
        + switch (report.key().uniqueness()) {
          case PRIMARY_KEY -> ": unique, by the primary key";
          case UNIQUE_INDEX -> ": unique, by the index " + report.key().index();
          case NONE -> ": the database knows no uniqueness over it; duplicates were not counted";
          case NOT_A_TABLE, NOT_ASKED ->
              ": whether it is unique is not known of a %s; duplicates were not counted"
                  .formatted(kind(report.source()));
        };
  }

  private static String kind(Source source) {
    return source.table() == null ? "query" : "view";
  }

  private static String rows(SourceReport report) {
    return switch (report.rowsKnown()) {
      case STATISTICS ->
          "about "
              + count(report.rows() == null ? 0 : report.rows())
              + (report.source().where() == null ? "" : " in the table, before where:");
      case NO_STATISTICS -> "not known: the table was never analysed";
      case NOT_A_TABLE -> "not known: a %s has no statistics".formatted(kind(report.source()));
      case OTHER_DATABASE -> "not known: this kind of database is not asked for its statistics";
      case NOT_ASKED -> "not known";
    };
  }

  private void ranges(Source.Partition partition, SourceReport report, SourceReport.Ranges ranges) {
    String how =
        ranges.whole() ? "cut evenly between lowest and highest" : "with equal numbers of rows";
    if (!ranges.notAsked().isEmpty()) {
      append("  ranges  up to %d by %s, %s".formatted(partition.into(), partition.by(), how));
      append("            bounds not asked for: " + ranges.notAsked());
    } else {
      int count = ranges.ranges().size();
      String each =
          report.rows() == null || count == 1
              ? ""
              : "; about %s each%s"
                  .formatted(
                      rows(Math.round((double) report.rows() / count)),
                      ranges.whole() ? " if the values are spread evenly" : "");
      append("  ranges  %d by %s, %s%s".formatted(count, partition.by(), how, each));
      if (isIn(report.source().sensitive(), partition.by().text())) {
        append("            bounds not shown: %s is sensitive".formatted(partition.by()));
      } else {
        bounds(partition.by().text(), ranges.ranges());
      }
    }
    if (Boolean.FALSE.equals(ranges.indexed())) {
      append(
          "            no index begins with %s: each range reads the whole table"
              .formatted(partition.by()));
    }
  }

  private void bounds(String by, List<Bounds> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.size() <= MOST_RANGES || i < 3 || i == all.size() - 1) {
        append("            " + bounds(by, all.get(i)));
      } else if (i == 3) {
        append("            … " + (all.size() - 4) + " more");
      }
    }
  }

  private static String bounds(String by, Bounds bounds) {
    String from = bounds.from();
    String to = bounds.to();
    if (from == null) {
      return to == null ? "all rows: there are no two values" : by + " < " + to + ", or NULL";
    }
    return from + " <= " + by + (to == null ? "" : " < " + to);
  }

  private static boolean isIn(List<Text> names, String column) {
    return names.stream().anyMatch(name -> is(name, column));
  }

  private static boolean is(@Nullable Text name, String column) {
    return name != null && name.text().equalsIgnoreCase(column);
  }

  private static String number(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String rows(long number) {
    return count(number) + (number == 1 ? " row" : " rows");
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private SourcesText append(String line) {
    text.append(line).append('\n');
    return this;
  }
}
