package io.twinfeed.bench;

import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 60,000 patches of twins that are there, at a service with the documented limits of Azure. The
 * first run makes the twins; the others write all that the rows say once more, without a read.
 */
final class RateBench implements Benchmark {
  private static final int ROWS = Integer.getInteger("patches", 60_000);
  private static final double ALLOWED = 1000;
  private static final List<String> OPTIONS =
      List.of("-Xmx2g", "-XX:+UseParallelGC", "-Dserved.limits=azure");
  private static final String PIPELINE =
      """
      version: 1
      name: rate
      connections: {erp: {url: "%s", username: %s}}
      target: {endpoint: "%s", models: models, limits: azure}
      sources:
        devices: {connection: erp, table: device, where: "%s", key: [id], partition: {by: id, into: 4}}
      twins:
        - name: device
          from: devices
          model: dtmi:bench:Device;1
          id: device-${id}
          properties:
            name: ${name}
            price: ${price}
      sync: {compare: none}
      """;

  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"));
        Served service = Served.start(Served.Kind.RECORDED, OPTIONS)) {
      Devices.fill(erp, ROWS);
      Devices.addModel(service, Devices.MODEL);
      Files.writeString(folder.resolve("rate.yaml"), pipeline(erp, service, "id <= " + ROWS));
      run(folder, LoadRun.DIRECT);
      double creates = Answers.middleRate(service.answers().puts());
      measure(service, folder, "rate-direct", "Direct", LoadRun.DIRECT, creates);
      measure(service, folder, "rate-flink", "an embedded Flink", LoadRun.FLINK, creates);
    }
    return rows;
  }

  static String pipeline(EmbeddedErp erp, Served service, String where) {
    return PIPELINE.formatted(erp.url(), erp.user(), service.endpoint(), where);
  }

  private void measure(
      Served service, Path folder, String id, String name, String runner, double creates)
      throws IOException, InterruptedException {
    Loader.Loaded loaded = run(folder, runner);
    Answers answers = service.answers();
    long[] patches = answers.patches();
    if (patches.length != ROWS) {
      throw new IllegalStateException(patches.length + " patches instead of " + ROWS);
    }
    double perSecond = Answers.middleRate(patches);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("patches per second", perSecond);
    figures.put("patches of the busiest second", (double) Answers.busiestSecond(patches));
    figures.put("creates per second of the run before, of 500 allowed", creates);
    figures.put("seconds of all", Answers.seconds(patches));
    figures.put("seconds of the whole process", (loaded.ended() - loaded.begun()) / 1e6);
    rows.add(
        Row.atLeast(
            id,
            "patches per second of the middle 90 %% of %,d, %s".formatted(ROWS, name),
            "the 1,000 that the service allows",
            perSecond / ALLOWED,
            0.97,
            figures));
    int refused = answers.withStatus(429);
    rows.add(
        Row.atMost(
            id + "-429",
            "calls of it that were answered 429",
            "all calls",
            refused / (double) answers.all(),
            0.005,
            Map.of("calls", (double) answers.all(), "calls answered 429", (double) refused)));
  }

  private static Loader.Loaded run(Path folder, String runner)
      throws IOException, InterruptedException {
    return Loader.run(
        folder.resolve("rate.yaml"), Devices.model(folder), runner, folder.resolve("runs"));
  }
}
