package io.twinfeed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.cluster.FlinkProcesses;
import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Flink cluster of a JobManager and two TaskManagers of one slot each, all on this machine, as
 * the service and the database are. A job is timed from its start at the JobManager.
 */
final class ClusterBench implements Benchmark {
  private static final int PATCHES = Integer.getInteger("patches", 60_000);
  private static final int DEVICES = LoadBench.ROWS;
  // So many that the start of a job is the smaller part of a run that writes nothing
  private static final int UNCHANGED = 3 * DEVICES;
  private static final double ALLOWED = 1000;
  // Two workers on two cores can't be twice as fast; that they are slower would be a defect
  private static final double NO_LOSS = 0.7;
  private static final List<String> LIMITED =
      List.of("-Xmx2g", "-XX:+UseParallelGC", "-Dserved.limits=azure");
  private static final List<String> FAST = List.of("-Xmx4g", "-XX:+UseParallelGC");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"))) {
      Devices.fill(erp, UNCHANGED);
      LoadRun loads = new LoadRun(erp, folder, FAST);
      LoadRun.Measured byHand = loads.byHand(DEVICES, LoadBench.best(loads, new LinkedHashMap<>()));
      try (FlinkProcesses flink = cluster(folder.resolve("two"), 2)) {
        rate(erp, flink, folder);
        load(erp, flink, folder, byHand);
      }
      scale(erp, folder);
    }
    return rows;
  }

  private static FlinkProcesses cluster(Path folder, int slots) throws IOException {
    return FlinkProcesses.start(Files.createDirectories(folder), slots, Map.of());
  }

  private void rate(EmbeddedErp erp, FlinkProcesses flink, Path folder)
      throws IOException, InterruptedException {
    try (Served service = Served.start(Served.Kind.RECORDED, LIMITED)) {
      Devices.addModel(service, Devices.MODEL);
      Path place = Files.createDirectories(folder.resolve("rate"));
      Path pipeline =
          Files.writeString(
              place.resolve("rate.yaml"), RateBench.pipeline(erp, service, "id <= " + PATCHES));
      run(pipeline, flink);
      service.answers();
      run(pipeline, flink);
      Answers answers = service.answers();
      long[] patches = answers.patches();
      if (patches.length != PATCHES) {
        throw new IllegalStateException(patches.length + " patches instead of " + PATCHES);
      }
      double perSecond = Answers.middleRate(patches);
      int refused = answers.withStatus(429);
      rows.add(
          Row.atLeast(
              "rate-cluster",
              "patches per second of the middle 90 %% of %,d, two TaskManagers".formatted(PATCHES),
              "the 1,000 that the service allows",
              perSecond / ALLOWED,
              0.97,
              Map.of("patches per second", perSecond, "seconds of all", Answers.seconds(patches))));
      rows.add(
          Row.atMost(
              "rate-cluster-429",
              "calls of it that were answered 429",
              "all calls",
              refused / (double) answers.all(),
              0.005,
              Map.of("calls", (double) answers.all(), "calls answered 429", (double) refused)));
    }
  }

  private void load(EmbeddedErp erp, FlinkProcesses flink, Path folder, LoadRun.Measured byHand)
      throws IOException, InterruptedException {
    try (Served service = Served.start(Served.Kind.RECORDED, FAST)) {
      Devices.prepare(service);
      service.answers();
      run(pipeline(erp, service, folder.resolve("load"), DEVICES), flink);
      long[] puts = service.answers().puts();
      if (puts.length != 3 * DEVICES) {
        throw new IllegalStateException(puts.length + " writes instead of " + 3 * DEVICES);
      }
      double seconds = puts[puts.length - 1] / 1e6 - started(flink) / 1e3;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("seconds from the start of the job to the last write", seconds);
      figures.put("writes per second", puts.length / seconds);
      byHand.into(figures, "by hand");
      rows.add(
          Row.atLeast(
              "load-cluster",
              "writes per second of %,d new twins and %,d relationships, two TaskManagers"
                  .formatted(DEVICES, 2 * DEVICES),
              "a program by hand: plain JDBC and the SDK's asynchronous client",
              puts.length / seconds / byHand.perSecond(),
              0.6,
              figures));
    }
  }

  private void scale(EmbeddedErp erp, Path folder) throws IOException, InterruptedException {
    try (Served service = Served.start(Served.Kind.RECORDED, FAST)) {
      Devices.prepare(service);
      Path pipeline = pipeline(erp, service, folder.resolve("scale"), UNCHANGED);
      double two;
      try (FlinkProcesses flink = cluster(folder.resolve("two-again"), 2)) {
        run(pipeline, flink);
        two = unchanged(pipeline, flink);
      }
      double one;
      try (FlinkProcesses flink = cluster(folder.resolve("one"), 1)) {
        one = unchanged(pipeline, flink);
      }
      rows.add(
          Row.atLeast(
              "scale",
              ("runs per second that find %,d twins and %,d relationships unchanged, so that no"
                      + " service limits them; two TaskManagers")
                  .formatted(UNCHANGED, 2 * UNCHANGED),
              "one TaskManager; two cores, which they share with each other and the database",
              one / two,
              NO_LOSS,
              Map.of("seconds of one", one, "seconds of two", two)));
    }
  }

  // The third and the fourth of a cluster's: its workers have loaded what they keep of the code
  private static double unchanged(Path pipeline, FlinkProcesses flink)
      throws IOException, InterruptedException {
    double seconds = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      run(pipeline, flink);
      seconds = i < 2 ? seconds : Math.min(seconds, latest(flink).path("duration").asLong() / 1e3);
    }
    return seconds;
  }

  // No function of the benchmarks is in the jar of a user
  private static Path pipeline(EmbeddedErp erp, Served service, Path place, int devices)
      throws IOException {
    return Files.writeString(
        Files.createDirectories(place).resolve("load.yaml"),
        Devices.pipeline(erp, service, devices).replace("    when: bench.seen(id)\n", ""));
  }

  private static void run(Path pipeline, FlinkProcesses flink)
      throws IOException, InterruptedException {
    Path place = pipeline.resolveSibling("");
    Loader.run(
        pipeline, Devices.model(place), flink.config(true).toString(), place.resolve("runs"));
  }

  private static double started(FlinkProcesses flink) throws IOException {
    return latest(flink).path("start-time").asLong();
  }

  private static JsonNode latest(FlinkProcesses flink) throws IOException {
    JsonNode latest = JSON.createObjectNode();
    JsonNode jobs =
        JSON.readTree(URI.create("http://" + flink.master() + "/jobs/overview").toURL());
    for (JsonNode job : jobs.path("jobs")) {
      if (job.path("start-time").asLong() > latest.path("start-time").asLong()) {
        latest = job;
      }
    }
    return latest;
  }
}
