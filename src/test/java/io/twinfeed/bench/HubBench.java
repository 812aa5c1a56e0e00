package io.twinfeed.bench;

import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Retry;
import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 2,000 relationships that end at one twin, first in the table, and 90,000 elsewhere, at four times
 * the limits of Azure. The hub takes 40 a second and so 50 s, all of them together 46 s: whoever
 * does both at once needs little more than 50 s. It is the time from the first relationship to the
 * last; the twins are made before.
 */
final class HubBench implements Benchmark {
  private static final int OF_HUB = Integer.getInteger("hub", 2_000);
  private static final int ALL = OF_HUB * 46;
  private static final int TWINS = OF_HUB * 15;
  private static final double PER_TWIN = 40;
  private static final double PER_SECOND = 2000;
  private static final double FLOOR = Math.max(OF_HUB / PER_TWIN, ALL / PER_SECOND);
  private static final List<String> OPTIONS = List.of("-Xmx2g", "-XX:+UseParallelGC");

  private static final String SERVICE_LIMITS =
      """
      {"twinReads": 4000, "twinPatches": 4000, "createsAndDeletes": 2000, "queries": 2000,
       "queryUnits": 16000, "models": 400, "perTwin": 40, "perTwinBurst": 40}
      """;
  private static final String MODEL =
      """
      {"@id": "dtmi:bench:Node;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Relationship", "name": "leads"}]}
      """;
  private static final String TABLES =
      """
      CREATE TABLE link AS SELECT i::bigint AS id, 'node-' || (i - 1) % TWINS AS origin,
        CASE WHEN i <= HUB THEN 'hub' ELSE 'node-' || (i + i / TWINS * 7) % TWINS END AS target
        FROM generate_series(1, ALL) AS i ORDER BY i;
      CREATE TABLE node AS SELECT DISTINCT origin AS id FROM link UNION SELECT 'hub'""";
  private static final String PIPELINE =
      """
      version: 1
      name: hub
      connections: {erp: {url: "%s", username: %s}}
      target:
        endpoint: "%s"
        models: models
        limits:
          {read: 4000/s, patch: 4000/s, createDelete: 2000/s, query: 2000/s, models: 400/s, twin: 40/s}
      sources:
        nodes: {connection: erp, table: node, key: [id]}
        links: {connection: erp, table: link, key: [id]}
      twins:
        - {name: node, from: nodes, model: "dtmi:bench:Node;1", id: "${id}"}
      relationships:
        - {name: leads, from: links, source: "${origin}", target: "${target}"}
      """;

  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    Path limits = Files.writeString(folder.resolve("limits.json"), SERVICE_LIMITS);
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"))) {
      fill(erp);
      measure(erp, folder, limits, "hub", "an embedded Flink", LoadRun.FLINK);
      measure(erp, folder, limits, "hub-direct", "Direct", LoadRun.DIRECT);
    }
    return rows;
  }

  private void measure(
      EmbeddedErp erp, Path folder, Path limits, String id, String name, String runner)
      throws IOException, InterruptedException, SQLException {
    Path place = Files.createDirectory(folder.resolve(id));
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-Dserved.limits=" + limits);
    try (Served service = Served.start(Served.Kind.RECORDED, options)) {
      Devices.addModel(service, MODEL);
      Files.writeString(
          place.resolve("hub.yaml"), PIPELINE.formatted(erp.url(), erp.user(), service.endpoint()));
      Files.writeString(place.resolve("node.json"), "[" + MODEL.strip() + "]");
      Loader.Loaded loaded =
          Loader.run(
              place.resolve("hub.yaml"), place.resolve("node.json"), runner, place.resolve("runs"));
      Answers answers = service.answers();
      long[] puts = answers.links();
      if (puts.length != ALL) {
        throw new IllegalStateException(puts.length + " relationships instead of " + ALL);
      }
      double seconds = Answers.seconds(puts);
      double inOrder = inOrder(erp);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("seconds", seconds);
      figures.put(
          "twins per second of the middle 90 %, of 2,000 allowed",
          Answers.middleRate(answers.twins()));
      figures.put("seconds of the whole process", (loaded.ended() - loaded.begun()) / 1e6);
      figures.put("seconds at least, of the hub", OF_HUB / PER_TWIN);
      figures.put("seconds at least, of all", ALL / PER_SECOND);
      figures.put("seconds in the order of the table, by a clock of its own", inOrder);
      figures.put("ratio in the order of the table", inOrder / FLOOR);
      figures.put("calls answered 429", (double) answers.withStatus(429));
      rows.add(
          Row.atMost(
              id,
              "seconds for %,d relationships of one twin and %,d elsewhere, %s"
                  .formatted(OF_HUB, ALL - OF_HUB, name),
              "the %.0f s that the limits ask for".formatted(FLOOR),
              seconds / FLOOR,
              1.1,
              figures));
    }
  }

  /** What a writer needs that has the same budgets, and lets nobody pass. */
  private static double inOrder(EmbeddedErp erp) throws SQLException {
    Limits limits = Limits.NONE.with(Operation.CREATE_DELETE, PER_SECOND).withPerTwin(PER_TWIN);
    long[] now = {0};
    Retry never = new Retry(1, Duration.ZERO, Duration.ZERO, () -> 0);
    Pace pace = new Pace(limits, never, Duration.ZERO, () -> now[0]);
    try (Connection connection = erp.connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT origin, target FROM link ORDER BY id")) {
      while (row.next()) {
        now[0] += pace.limiter().takeTwins(List.of(row.getString(1), row.getString(2))).nanos();
        now[0] += pace.limiter().take(Operation.CREATE_DELETE).nanos();
      }
    }
    return now[0] / 1e9;
  }

  private static void fill(EmbeddedErp erp) throws SQLException {
    String tables =
        TABLES
            .replace("TWINS", Integer.toString(TWINS))
            .replace("HUB", Integer.toString(OF_HUB))
            .replace("ALL", Integer.toString(ALL));
    try (Connection connection = erp.connect();
        var statement = connection.createStatement()) {
      statement.execute(tables);
      statement.execute("ALTER TABLE link ADD PRIMARY KEY (id)");
    }
  }
}
