package io.twinfeed.bench;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.expression.CompiledTemplate;
import io.twinfeed.spec.expression.EvaluationException;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.spec.yaml.PipelineReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Ten expressions of the kind that pipeline files have, over 1,000,000 rows: processor time for
 * each evaluation, and that of Java written by hand for the same, nulls included.
 */
final class ExpressionBench implements Benchmark {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int ROUNDS = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", ColumnType.INT),
          new Column("code", ColumnType.STRING),
          new Column("line", ColumnType.STRING),
          new Column("rated", ColumnType.DECIMAL),
          new Column("state", ColumnType.STRING),
          new Column("hours", ColumnType.DOUBLE),
          new Column("active", ColumnType.BOOL),
          new Column("changed", ColumnType.TIMESTAMP));

  /** An expression, and the same by hand over a row. */
  private record Pair(String expression, Function<Object[], Object> byHand) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("${code}", row -> row[1]),
          new Pair("machine-${code}", row -> row[1] == null ? null : "machine-" + row[1]),
          new Pair(
              "${rated * 1000}",
              row ->
                  row[3] == null
                      ? null
                      : stripped(((BigDecimal) row[3]).multiply(BigDecimal.valueOf(1000)))),
          new Pair(
              "${state == 'R' ? 'running' : 'stopped'}",
              row -> "R".equals(row[4]) ? "running" : "stopped"),
          new Pair(
              "${line != null && active}",
              row -> row[2] == null ? (Object) false : row[6] == null ? null : row[6]),
          new Pair("${coalesce(line, 'none')}", row -> row[2] == null ? "none" : row[2]),
          new Pair("${hours / 24.0}", row -> row[5] == null ? null : (Double) row[5] / 24.0),
          new Pair(
              "${code.upperAscii().substring(0, 2)}",
              row ->
                  row[1] == null
                      ? null
                      : ((String) row[1]).toUpperCase(Locale.ROOT).substring(0, 2)),
          new Pair("${id % 10 == 0}", row -> row[0] == null ? null : (Long) row[0] % 10 == 0),
          new Pair(
              "${state in ['R', 'S', 'M']}",
              row -> "R".equals(row[4]) || "S".equals(row[4]) || "M".equals(row[4])));

  @Override
  public List<Row> run() throws Exception {
    List<CompiledTemplate> compiled = compiled();
    Object[][] rows = rows();
    requireEqual(compiled, rows);
    List<Double> ours = new ArrayList<>();
    List<Double> byHand = new ArrayList<>();
    for (int i = 0; i < ROUNDS + 2; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      int one = evaluated(compiled, rows);
      long middle = THREADS.getCurrentThreadCpuTime();
      int other = evaluatedByHand(rows);
      long end = THREADS.getCurrentThreadCpuTime();
      if (one != other) {
        throw new IllegalStateException("the results differ");
      }
      if (i >= 2) {
        ours.add((middle - start) / (double) ROWS / PAIRS.size());
        byHand.add((end - middle) / (double) ROWS / PAIRS.size());
      }
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("processor ns per evaluation", Rounds.median(ours));
    figures.put("processor ns per evaluation, by hand", Rounds.median(byHand));
    for (int i = 0; i < PAIRS.size(); i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      evaluated(List.of(compiled.get(i)), rows);
      figures.put(
          "ns of " + PAIRS.get(i).expression(),
          (THREADS.getCurrentThreadCpuTime() - start) / (double) ROWS);
    }
    return List.of(
        Row.atMost(
            "expressions",
            "processor time of an evaluation, %,d rows of 10 expressions".formatted(ROWS),
            "Java written by hand",
            Rounds.median(ours) / Rounds.median(byHand),
            null,
            figures));
  }

  private static int evaluated(List<CompiledTemplate> compiled, Object[][] rows)
      throws EvaluationException {
    int hash = 0;
    for (Object[] row : rows) {
      for (CompiledTemplate template : compiled) {
        hash += Objects.hashCode(template.evaluate(row, null));
      }
    }
    return hash;
  }

  private static int evaluatedByHand(Object[][] rows) {
    int hash = 0;
    for (Object[] row : rows) {
      for (Pair pair : PAIRS) {
        hash += Objects.hashCode(pair.byHand().apply(row));
      }
    }
    return hash;
  }

  private static void requireEqual(List<CompiledTemplate> compiled, Object[][] rows)
      throws EvaluationException {
    for (int i = 0; i < Math.min(rows.length, 10_000); i++) {
      for (int k = 0; k < PAIRS.size(); k++) {
        Object ours = compiled.get(k).evaluate(rows[i], null);
        Object byHand = PAIRS.get(k).byHand().apply(rows[i]);
        if (!Objects.equals(ours, byHand)) {
          throw new IllegalStateException(
              PAIRS.get(k).expression() + " gives " + ours + ", by hand " + byHand);
        }
      }
    }
  }

  private static List<CompiledTemplate> compiled() {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            name: bench
            connections: {erp: {url: "jdbc:h2:mem:bench"}}
            target: {endpoint: "http://127.0.0.1:1", models: models}
            sources: {rows: {connection: erp, table: rows}}
            twins:
              - name: row
                from: rows
                model: dtmi:bench:Row;1
                id: row-${id}
                properties:
            """);
    for (int i = 0; i < PAIRS.size(); i++) {
      yaml.append("      p%d: \"%s\"%n".formatted(i, PAIRS.get(i).expression()));
    }
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read("bench", yaml.toString(), issues);
    if (spec == null || issues.hasErrors()) {
      throw new IllegalStateException(issues.all().toString());
    }
    Expressions expressions = Expressions.of(COLUMNS, Map.of(), Map.of());
    List<CompiledTemplate> compiled = new ArrayList<>();
    for (PropertyRule property : spec.twins().get(0).properties()) {
      compiled.add(
          Objects.requireNonNull(
              expressions.compile(((PropertyRule.Plain) property.feed()).value(), issues),
              () -> issues.all().toString()));
    }
    return compiled;
  }

  private static Object[][] rows() {
    Object[][] rows = new Object[ROWS][];
    String[] states = {"R", "S", "M", "X"};
    for (int i = 0; i < ROWS; i++) {
      rows[i] =
          new Object[] {
            (long) i,
            "code-" + i,
            i % 5 == 0 ? null : "line-" + i % 40,
            i % 11 == 0 ? null : stripped(BigDecimal.valueOf(i, 2)),
            states[i % 4],
            i * 0.25,
            i % 3 == 0,
            Instant.ofEpochSecond(1_700_000_000L + i)
          };
    }
    return rows;
  }

  private static BigDecimal stripped(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
