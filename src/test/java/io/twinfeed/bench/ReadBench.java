package io.twinfeed.bench;

import io.twinfeed.issue.Issues;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.read.Read;
import io.twinfeed.read.SourceProbe;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.sample.EmbeddedErp;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Reading 1,000,000 rows of 10 columns: the read stage on an embedded Flink, and a plain loop. */
final class ReadBench implements Benchmark {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int ROUNDS = 5;
  private static final String TABLE =
      """
      CREATE TABLE material AS SELECT i::bigint AS id, 'M-' || i AS code, 'Material ' || i AS name,
        (i %% 997)::int AS grp, (i / 7.0)::numeric(12, 4) AS price, (i %% 2 = 0) AS active,
        (i * 0.5)::double precision AS weight, DATE '2020-01-01' + (i %% 2000)::int AS since,
        TIMESTAMP '2024-01-01' + i * INTERVAL '1 second' AS changed, 'plant-' || (i %% 13) AS plant
        FROM generate_series(1, %d) AS i""";
  private static final String PIPELINE =
      """
      version: 1
      name: bench
      connections: {erp: {url: "%s", username: %s}}
      target: {endpoint: "http://127.0.0.1:1", models: models}
      sources:
        materials: {connection: erp, table: material, key: [id], partition: {by: id, into: 4}}
      twins: [{name: m, from: materials, model: "dtmi:bench:M;1", id: "m-${id}"}]
      """;

  @Override
  public List<Row> run() throws Exception {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    try (EmbeddedErp erp = EmbeddedErp.start(folder)) {
      fill(erp, ROWS);
      return List.of(measured(erp));
    }
  }

  /** Makes the table {@code material}, with ids from 1. */
  static void fill(EmbeddedErp erp, int rows) throws SQLException {
    try (Connection connection = erp.connect();
        var statement = connection.createStatement()) {
      statement.execute(TABLE.formatted(rows));
      statement.execute("ALTER TABLE material ADD PRIMARY KEY (id)");
      statement.execute("ANALYZE material");
    }
  }

  private static Row measured(EmbeddedErp erp) throws SQLException {
    SourceQuery query = query(erp);
    loop(erp, ROWS);
    job(query);
    List<Double> plain = new ArrayList<>();
    List<Double> reading = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      plain.add(loop(erp, ROWS));
      whole.add(job(query));
      reading.add((LAST.get() - FIRST.get()) / 1e9);
    }
    double loop = Rounds.median(plain);
    double read = Rounds.median(reading);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rows per second", ROWS / read);
    figures.put("rows per second, plain loop", ROWS / loop);
    figures.put("seconds from first row to last", read);
    figures.put("seconds of the whole job", Rounds.median(whole));
    figures.put("ratio of the whole job", loop / Rounds.median(whole));
    return Row.atLeast(
        "read",
        "rows per second of the read stage on embedded Flink, %,d rows of 10 columns, first row to last"
            .formatted(ROWS),
        "a plain JDBC loop",
        loop / read,
        null,
        figures);
  }

  private static SourceQuery query(EmbeddedErp erp) {
    Issues issues = new Issues();
    PipelineSpec spec =
        PipelineReader.read("bench", PIPELINE.formatted(erp.url(), erp.user()), issues);
    if (spec == null || issues.hasErrors()) {
      throw new IllegalStateException(issues.all().toString());
    }
    return SourceProbe.probe(spec, Map.of()).get("materials");
  }

  /** Seconds of a plain loop over the first rows of the table. */
  static double loop(EmbeddedErp erp, int count) throws SQLException {
    long start = System.nanoTime();
    long rows = 0;
    long check = 0;
    try (Connection connection = erp.connect()) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement(
              "SELECT id, code, name, grp, price, active, weight, since, changed, plant FROM material"
                  + " WHERE id <= "
                  + count)) {
        statement.setFetchSize(10_000);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            check += row.getLong(1);
            check += row.getString(2).length() + row.getString(3).length();
            check += row.getInt(4) + row.getBigDecimal(5).scale() + (row.getBoolean(6) ? 1 : 0);
            check += (long) row.getDouble(7);
            check += row.getObject(8, java.time.LocalDate.class).getDayOfMonth();
            check += row.getObject(9, java.time.LocalDateTime.class).getSecond();
            check += row.getString(10).length();
            rows++;
          }
        }
      }
    }
    if (rows != count || check == 0) {
      throw new IllegalStateException("the loop read " + rows + " rows");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static final AtomicLong COUNT = new AtomicLong();
  private static final AtomicLong FIRST = new AtomicLong();
  private static final AtomicLong LAST = new AtomicLong();

  private static double job(SourceQuery query) {
    COUNT.set(0);
    FIRST.set(Long.MAX_VALUE);
    LAST.set(0);
    long start = System.nanoTime();
    Pipeline pipeline =
        Pipeline.create(
            RunnerConfig.read(Path.of("runner-configs/flink-embedded.yaml")).toOptions());
    PCollectionList<SourceRow> parts = pipeline.apply(Create.of(0)).apply(Read.source(query));
    for (PCollection<SourceRow> part : parts.getAll()) {
      part.apply("Count in " + part.getName(), ParDo.of(new CountFn()));
    }
    pipeline.run().waitUntilFinish();
    if (COUNT.get() != ROWS) {
      throw new IllegalStateException("the job read " + COUNT + " rows");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Counts in this process: the embedded Flink runs here. */
  private static final class CountFn extends DoFn<SourceRow, Void> {
    private static final long serialVersionUID = 1;
    private transient long rows;

    @ProcessElement
    public void count(@Element SourceRow row) {
      if (row.values().length != 10) {
        throw new IllegalStateException(row.toString());
      }
      if (rows++ == 0) {
        FIRST.accumulateAndGet(System.nanoTime(), Math::min);
      }
    }

    @FinishBundle
    public void finish() {
      COUNT.addAndGet(rows);
      rows = 0;
      LAST.accumulateAndGet(System.nanoTime(), Math::max);
    }
  }
}
