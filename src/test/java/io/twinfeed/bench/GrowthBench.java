package io.twinfeed.bench;

import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A load on an embedded Flink, and one of ten times the rows: together some four minutes, of which
 * ten times those of {@link LoadBench} would take twenty.
 */
final class GrowthBench implements Benchmark {
  private static final int TIMES = 10;
  private static final int ONCE = 30_000;
  private static final List<String> OPTIONS = List.of("-Xmx8g", "-XX:+UseParallelGC");

  @Override
  public List<Row> run() throws IOException, InterruptedException, SQLException {
    Path folder = Files.createTempDirectory("twinfeed-bench");
    int most = TIMES * ONCE;
    try (EmbeddedErp erp = EmbeddedErp.start(folder.resolve("erp"))) {
      Devices.fill(erp, most);
      LoadRun loads = new LoadRun(erp, folder, OPTIONS);
      LoadRun.Measured once = loads.run(LoadRun.FLINK, ONCE);
      LoadRun.Measured all = loads.run(LoadRun.FLINK, most);
      Map<String, Double> figures = new LinkedHashMap<>();
      all.into(figures, "all");
      once.into(figures, "a tenth");
      figures.put("ratio of the whole processes", all.all() / once.all());
      figures.put(
          "ratio by processor time, the service's included",
          TIMES * all.processorOfBoth() / once.processorOfBoth());
      return List.of(
          Row.atMost(
              "growth",
              "seconds of a load of %,d twins and %,d relationships, first row to last write"
                  .formatted(most, 2 * most),
              "a tenth of the rows, with the same heap",
              all.seconds() / once.seconds(),
              10.5,
              figures));
    }
  }
}
