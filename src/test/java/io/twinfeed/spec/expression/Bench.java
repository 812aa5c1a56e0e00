package io.twinfeed.spec.expression;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.Template;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of every type, and expressions over it. */
final class Bench {
  static final List<Column> COLUMNS =
      List.of(
          new Column("text", ColumnType.STRING),
          new Column("number", ColumnType.INT),
          new Column("price", ColumnType.DECIMAL),
          new Column("ratio", ColumnType.DOUBLE),
          new Column("active", ColumnType.BOOL),
          new Column("at", ColumnType.TIMESTAMP),
          new Column("day", ColumnType.DATE),
          new Column("hour", ColumnType.TIME),
          new Column("raw", ColumnType.BYTES),
          new Column("Order #", ColumnType.STRING),
          new Column("in", ColumnType.STRING),
          new Column("nothing", ColumnType.INT),
          new Column("empty", ColumnType.STRING),
          new Column("noPrice", ColumnType.DECIMAL),
          new Column("unknown", ColumnType.BOOL),
          new Column("CODE", ColumnType.STRING),
          new Column("none", ColumnType.STRING),
          new Column("Twice", ColumnType.STRING),
          new Column("TWICE", ColumnType.STRING));

  static final @Nullable Object[] ROW = {
    "abc",
    7L,
    new BigDecimal("12.5"),
    2.5,
    true,
    Instant.parse("2024-02-29T12:00:00.000001Z"),
    "2024-02-29",
    "23:59:59.5",
    new byte[] {0, (byte) 0xFF},
    "order",
    "inside",
    null,
    null,
    null,
    null,
    "C1",
    "column",
    "a",
    "b"
  };

  static final Expressions EXPRESSIONS =
      Expressions.of(
          COLUMNS,
          Map.of("plant", "GB01", "limit", 5L),
          Map.of("plant", ParameterType.STRING, "limit", ParameterType.INT));

  private Bench() {}

  static Template expression(String source) {
    Place place = new Place("file.yaml", 3, 10);
    return new Template(
        "${" + source + "}", place, List.of(new Template.Expression(source, place)));
  }

  /** The value over {@link #ROW}. */
  static @Nullable Object value(String source) throws EvaluationException {
    return compiled(expression(source)).evaluate(ROW, "twin-1");
  }

  static CompiledTemplate compiled(Template template) {
    Issues issues = new Issues();
    CompiledTemplate compiled = EXPRESSIONS.compile(template, issues);
    if (compiled == null) {
      throw new AssertionError(template.source() + " does not compile: " + issues.all());
    }
    return compiled;
  }

  /**
   * The issues, one a line, as {@code column: CODE message (hint)}; the expression begins at 10.
   */
  static List<String> issues(String source) {
    Issues issues = new Issues();
    EXPRESSIONS.compile(expression(source), issues);
    return issues.all().stream().map(Bench::line).toList();
  }

  static String line(Issue issue) {
    String hint = issue.hint().isEmpty() ? "" : " (" + issue.hint() + ")";
    return Objects.requireNonNull(issue.place()).column()
        + ": "
        + issue.code()
        + " "
        + issue.message()
        + hint;
  }
}
