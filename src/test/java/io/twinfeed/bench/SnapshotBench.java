package io.twinfeed.bench;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.ModelText;
import io.twinfeed.flow.Tally;
import io.twinfeed.issue.Issues;
import io.twinfeed.job.PlanRun;
import io.twinfeed.job.Run;
import io.twinfeed.job.RunnerConfig;
import io.twinfeed.plan.Step;
import io.twinfeed.sample.EmbeddedErp;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of which nothing, or one row in a hundred, has changed, on an embedded Flink: the whole job
 * against a plain JDBC loop over the same rows. For 1,000,000 rows and for a tenth of them.
 */
final class SnapshotBench implements Benchmark {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int ROUNDS = 3;
  private static final String MODEL =
      """
      [{"@id": "dtmi:bench:Material;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "code", "schema": "string"},
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "price", "schema": "double"},
          {"@type": "Property", "name": "active", "schema": "boolean"},
          {"@type": "Property", "name": "weight", "schema": "double"},
          {"@type": "Property", "name": "since", "schema": "date"},
          {"@type": "Property", "name": "plant", "schema": "string"}]}]
      """;
  private static final String PIPELINE =
      """
      version: 1
      name: bench-%d
      connections: {erp: {url: "%s", username: %s}}
      target: {endpoint: "%s", models: models}
      sources:
        materials:
          connection: erp
          table: material
          where: id <= %d
          key: [id]
          partition: {by: id, into: 4}
      twins:
        - name: material
          from: materials
          model: dtmi:bench:Material;1
          id: material-%d-${id}
          properties:
            code: ${code}
            name: ${name}
            price: ${price}
            active: ${active}
            weight: ${weight * 2.0}
            since: ${since}
            plant: ${plant}
      """;

  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws Exception {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"));
        Served service = Served.start(Served.Kind.LOCAL, List.of("-Xmx4g", "-XX:+UseParallelGC"))) {
      ReadBench.fill(erp, ROWS);
      Issues issues = new Issues();
      ModelSet models =
          ModelParser.parse(List.of(new ModelText("bench", MODEL)), ModelSet.empty(), issues);
      try (TwinStore store = TwinService.connect(service.endpoint().toString())) {
        store.addModels(List.of(MODEL.strip().substring(1, MODEL.strip().length() - 1))).join();
      }
      double tenth = measured(erp, service, models, folder, ROWS / 10);
      double all = measured(erp, service, models, folder, ROWS);
      rows.add(
          Row.atMost(
              "snapshot-growth",
              "seconds of a run of which nothing has changed, %,d rows".formatted(ROWS),
              "a tenth of the rows",
              all / tenth,
              10.5,
              Map.of("seconds", all, "seconds of a tenth", tenth)));
    }
    return rows;
  }

  /** Seconds of a run of which nothing has changed. */
  private double measured(EmbeddedErp erp, Served service, ModelSet models, Path folder, int count)
      throws Exception {
    String yaml =
        PIPELINE.formatted(count, erp.url(), erp.user(), service.endpoint(), count, count);
    Issues issues = new Issues();
    PipelineSpec spec = PipelineReader.read("bench", yaml, issues);
    if (spec == null || issues.hasErrors()) {
      throw new IllegalStateException(issues.all().toString());
    }
    Run run =
        new Run(
            spec,
            models,
            yaml,
            RunnerConfig.read(Path.of("runner-configs/flink-embedded.yaml")),
            folder.resolve("runs"),
            Clock.systemUTC());
    Timed first = timed(run, count, "created", count);
    Timed unchanged = timed(run, count, "unchanged", count);
    List<Double> loops = new ArrayList<>();
    List<Double> runs = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      loops.add(ReadBench.loop(erp, count));
      unchanged = timed(run, count, "unchanged", count);
      runs.add(unchanged.seconds());
    }
    change(erp, count);
    PlanRun plan =
        new PlanRun(
            spec,
            models,
            yaml,
            RunnerConfig.read(Path.of("runner-configs/flink-embedded.yaml")),
            folder.resolve("runs"),
            Clock.systemUTC());
    long start = System.nanoTime();
    double planned;
    try (PlanRun.Made made = plan.plan(Map.of(), Run.Asked.NOTHING)) {
      planned = (System.nanoTime() - start) / 1e9;
      if (made.totals().of(Step.Kind.CHANGE_TWIN) != count / 100) {
        throw new IllegalStateException(made.totals().toString());
      }
      rows.add(
          Row.atMost(
              "plan-writes-" + count,
              "writes of a plan of one row in a hundred changed",
              "one write",
              writes(made.file().counts()),
              0.0,
              Map.of("seconds", planned)));
    }
    Timed changed = timed(run, count, "updated", count / 100);
    double loop = Rounds.median(loops);
    double whole = Rounds.median(runs);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("seconds of the whole job", whole);
    figures.put("seconds of the plain loop", loop);
    figures.put("seconds of the first run, all created", first.seconds());
    figures.put("seconds with one row in a hundred changed", changed.seconds());
    figures.put("MiB of heap at most", (double) (Runtime.getRuntime().maxMemory() >> 20));
    rows.add(
        Row.atMost(
            "snapshot-" + count,
            "a run of which nothing has changed, %,d rows, embedded Flink".formatted(count),
            "a plain JDBC loop over the same rows",
            whole / loop,
            count == ROWS ? 8.0 : null,
            figures));
    rows.add(
        Row.atMost(
            "snapshot-calls-" + count,
            "calls of a run of which nothing has changed, all reads",
            "one call",
            unchanged.tally().of("calls.total"),
            20.0,
            Map.of("writes", (double) writes(unchanged.tally()))));
    rows.add(
        Row.atMost(
            "snapshot-writes-" + count,
            "writes of a run of which one row in a hundred has changed",
            "the rows that have changed",
            writes(changed.tally()) / (count / 100.0),
            1.0,
            Map.of("writes", (double) writes(changed.tally()))));
    return whole;
  }

  private record Timed(double seconds, Tally tally) {}

  private static Timed timed(Run run, int rows, String outcome, long expected) {
    long start = System.nanoTime();
    Run.Finished finished = run.run(Map.of(), Run.Asked.NOTHING);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (finished.failure() != null) {
      throw new IllegalStateException("the run failed", finished.failure());
    }
    Tally tally = finished.summary().tally();
    boolean isUnchanged = outcome.equals("unchanged");
    if (tally.of("twins." + outcome) != expected
        || tally.of("twins.desired") != rows
        || (isUnchanged && writes(tally) > 0)) {
      throw new IllegalStateException(tally.counts().toString());
    }
    return new Timed(seconds, tally);
  }

  // A patch is answered with 204; a creation with 200, as reads are
  private static long writes(Tally tally) {
    return tally.of("calls.byStatus.204") + tally.of("twins.created");
  }

  private static void change(EmbeddedErp erp, int count) throws SQLException {
    try (Connection connection = erp.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "UPDATE material SET name = name || '.' WHERE id %% 100 = 0 AND id <= %d"
              .formatted(count));
    }
  }
}
