package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Place;
import io.twinfeed.job.ExitCode;
import io.twinfeed.read.FoundColumn;
import io.twinfeed.read.SourceReport;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a check has found as one JSON document; docs/operations.md describes its fields. */
final class CheckJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CheckJson() {}

  /**
   * @param sources null if the databases were not asked
   */
  static String of(
      PipelineFile.Reading reading,
      ExitCode exit,
      List<Issue> issues,
      @Nullable List<SourceReport> sources)
      throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("file", reading.file().toString());
    json.put("pipeline", reading.spec() == null ? null : reading.spec().name().text());
    json.put("exitCode", exit.code());
    ArrayNode found = json.putArray("issues");
    issues.forEach(issue -> issue(found.addObject(), issue));
    if (sources != null) {
      ArrayNode all = json.putArray("sources");
      sources.forEach(report -> source(all.addObject(), report));
    }
    return JSON.writeValueAsString(json);
  }

  private static void issue(ObjectNode json, Issue issue) {
    json.put("severity", word(issue.severity())).put("code", issue.code());
    Place place = issue.place();
    json.put("file", place == null ? null : place.file());
    json.put("line", place == null ? null : place.line());
    json.put("column", place == null ? null : place.column());
    json.put("message", issue.message()).put("hint", issue.hint());
  }

  private static void source(ObjectNode json, SourceReport report) {
    Source source = report.source();
    json.put("name", source.name().text()).put("connection", source.connection().text());
    json.put("table", source.table() == null ? null : source.table().text());
    json.put("database", report.database()).put("asked", report.isKnown());
    ArrayNode columns = json.putArray("columns");
    for (FoundColumn column : report.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("sqlType", column.sqlType())
          .put("type", word(column.type()));
    }
    json.put("columnsInAll", report.columnsInAll());
    ObjectNode key = json.putObject("key");
    ArrayNode names = key.putArray("columns");
    source.key().stream().map(Text::text).forEach(names::add);
    key.put(
        "unique",
        switch (report.key().uniqueness()) {
          case PRIMARY_KEY, UNIQUE_INDEX -> Boolean.TRUE;
          case NONE -> Boolean.FALSE;
          case NOT_A_TABLE, NOT_ASKED -> null;
        });
    json.put("rows", report.rows());
    SourceReport.Ranges ranges = report.ranges();
    if (ranges != null && source.partition() != null) {
      ranges(json.putObject("partition"), source.partition(), report.rows(), ranges);
    }
  }

  private static void ranges(
      ObjectNode json,
      Source.Partition partition,
      @Nullable Long rows,
      SourceReport.Ranges ranges) {
    int count = ranges.ranges().size();
    json.put("by", partition.by().text()).put("into", partition.into());
    json.put("indexed", ranges.indexed());
    json.put("rowsPerRange", rows == null || count == 0 ? null : Math.round((double) rows / count));
    ArrayNode all = json.putArray("ranges");
    ranges.ranges().forEach(each -> all.addObject().put("from", each.from()).put("to", each.to()));
    json.put("notAsked", ranges.notAsked());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
