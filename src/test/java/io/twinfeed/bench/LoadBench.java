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
 * 100,000 new twins and 200,000 relationships, as fast as the service takes them: runs on either
 * runner, and programs that are written by hand for nothing else.
 */
final class LoadBench implements Benchmark {
  static final int ROWS = Integer.getInteger("devices", 100_000);
  private static final int PART = ROWS / 10;
  private static final int FEW = ROWS / 20;
  private static final List<Integer> WIDTHS = List.of(32, 64, 128, 256);
  private static final List<String> OPTIONS = List.of("-Xmx4g", "-XX:+UseParallelGC");

  private final List<Row> rows = new ArrayList<>();

  @Override
  public List<Row> run() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"))) {
      Devices.fill(erp, ROWS);
      LoadRun loads = new LoadRun(erp, folder, OPTIONS);
      Map<String, Double> tries = new LinkedHashMap<>();
      int best = best(loads, tries);
      LoadRun.Measured byHand = loads.byHand(ROWS, best);
      LoadRun.Measured flink = loads.run(LoadRun.FLINK, ROWS);
      LoadRun.Measured direct = loads.run(LoadRun.DIRECT, ROWS);
      LoadRun.Measured inTurn = loads.inTurn(FEW);
      add("load-flink", "an embedded Flink", flink, best, byHand, 0.6, tries);
      add("load-direct", "Direct", direct, best, byHand, 0.4, Map.of());
      Map<String, Double> figures = new LinkedHashMap<>();
      flink.into(figures, "run");
      inTurn.into(figures, "loop over a twentieth of the rows");
      rows.add(
          Row.atLeast(
              "load-naive",
              "writes per second of the same, embedded Flink",
              "a loop with the synchronous client, one request after the other",
              flink.perSecond() / inTurn.perSecond(),
              6.0,
              figures));
    }
    return rows;
  }

  // With a tenth of the rows: how many requests at once suit the program best
  static int best(LoadRun loads, Map<String, Double> tries)
      throws IOException, InterruptedException {
    int best = WIDTHS.get(0);
    double most = 0;
    for (int width : WIDTHS) {
      double perSecond = loads.byHand(PART, width).perSecond();
      tries.put("writes per second of a tenth by hand, %d at once".formatted(width), perSecond);
      if (perSecond > most) {
        most = perSecond;
        best = width;
      }
    }
    return best;
  }

  private void add(
      String id,
      String runner,
      LoadRun.Measured run,
      int best,
      LoadRun.Measured byHand,
      double atLeast,
      Map<String, Double> tries) {
    Map<String, Double> figures = new LinkedHashMap<>();
    run.into(figures, "run");
    byHand.into(figures, "by hand");
    figures.putAll(tries);
    figures.put("ratio of the whole processes", byHand.all() / run.all());
    figures.put(
        "ratio by processor time, the service's included",
        byHand.processorOfBoth() / run.processorOfBoth());
    rows.add(
        Row.atLeast(
            id,
            "writes per second of %,d new twins and %,d relationships, %s"
                .formatted(ROWS, 2 * ROWS, runner),
            "a program by hand: plain JDBC and the SDK's asynchronous client, %d at once"
                .formatted(best),
            run.perSecond() / byHand.perSecond(),
            atLeast,
            figures));
  }
}
