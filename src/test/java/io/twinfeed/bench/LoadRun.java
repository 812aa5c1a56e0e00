package io.twinfeed.bench;

import io.twinfeed.sample.EmbeddedErp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads of the devices, each into a service that is warm and holds nothing of them, from the first
 * row that is read to the last write that is acknowledged.
 */
final class LoadRun {
  static final String FLINK = "runner-configs/flink-embedded.yaml";
  static final String DIRECT = "runner-configs/direct.yaml";
  private static final int WRITES_A_ROW = 3;

  private final EmbeddedErp erp;
  private final Path folder;
  private final List<String> options;
  private int runs;

  /**
   * @param options of the service's JVM
   */
  LoadRun(EmbeddedErp erp, Path folder, List<String> options) {
    this.erp = erp;
    this.folder = folder;
    this.options = options;
  }

  /**
   * One load.
   *
   * @param seconds from the first row to the last write
   * @param start from the beginning of the process to the first row
   * @param all from the beginning of the process to the end of the run
   * @param beforeTwins from the first row to the first twin
   * @param twins from the first twin to the last
   * @param between from the last twin to the first relationship
   * @param links from the first relationship to the last
   * @param processor microseconds of the loading process for each write, its start included
   * @param serviceProcessor microseconds of the service's for each write
   * @param memory of the loading process, the most, in MiB
   */
  record Measured(
      int writes,
      double seconds,
      double start,
      double all,
      double beforeTwins,
      double twins,
      double between,
      double links,
      double processor,
      double serviceProcessor,
      double memory) {
    double perSecond() {
      return writes / seconds;
    }

    /** Microseconds of both processes for each write: other programs hardly change it. */
    double processorOfBoth() {
      return processor + serviceProcessor;
    }

    /** Puts what there is to know into figures. */
    void into(Map<String, Double> figures, String whose) {
      figures.put("writes per second, " + whose, perSecond());
      figures.put("seconds from first row to last write, " + whose, seconds);
      figures.put("seconds before the first row: JVM, runner and plan, " + whose, start);
      figures.put("seconds of the whole process, " + whose, all);
      figures.put("seconds from first row to first twin, " + whose, beforeTwins);
      figures.put("seconds of the twins, " + whose, twins);
      figures.put("seconds between twins and relationships, " + whose, between);
      figures.put("seconds of the relationships, " + whose, links);
      figures.put("processor us per write, " + whose, processor);
      figures.put("processor us per write of the service, " + whose, serviceProcessor);
      figures.put("MiB of memory at most, " + whose, memory);
    }
  }

  private interface Load {
    Loader.Loaded into(Served service) throws IOException, InterruptedException;
  }

  /** A run of the pipeline. */
  Measured run(String runner, int rows) throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve("load-" + ++runs));
    return measured(
        rows,
        service ->
            Loader.run(
                Files.writeString(place.resolve("load.yaml"), Devices.pipeline(erp, service, rows)),
                Devices.model(place),
                runner,
                place.resolve("runs")));
  }

  Measured byHand(int rows, int width) throws IOException, InterruptedException {
    return measured(
        rows,
        service ->
            Loader.atOnce(erp.url(), erp.user(), service.endpoint().toString(), rows, width));
  }

  Measured inTurn(int rows) throws IOException, InterruptedException {
    return measured(
        rows, service -> Loader.inTurn(erp.url(), erp.user(), service.endpoint().toString(), rows));
  }

  private Measured measured(int rows, Load load) throws IOException, InterruptedException {
    try (Served service = Served.start(Served.Kind.RECORDED, options)) {
      Devices.prepare(service);
      service.answers();
      long before = service.processorTime().toNanos();
      Loader.Loaded loaded = load.into(service);
      double processor = (service.processorTime().toNanos() - before) / 1e3;
      Answers answers = service.answers();
      long[] puts = answers.puts();
      int writes = WRITES_A_ROW * rows;
      if (puts.length != writes) {
        throw new IllegalStateException(puts.length + " writes instead of " + writes);
      }
      long[] twins = answers.twins();
      long[] links = answers.links();
      return new Measured(
          writes,
          (puts[writes - 1] - loaded.firstRow()) / 1e6,
          (loaded.firstRow() - loaded.begun()) / 1e6,
          (loaded.ended() - loaded.begun()) / 1e6,
          (twins[0] - loaded.firstRow()) / 1e6,
          Answers.seconds(twins),
          (links[0] - twins[twins.length - 1]) / 1e6,
          Answers.seconds(links),
          loaded.processorSeconds() * 1e6 / writes,
          processor / writes,
          loaded.memory());
    }
  }
}
