package io.twinfeed.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs all benchmarks, or those that are named, one after the other, each in a process of its own
 * with the launcher's flags. Ends with 1 if a ratio is not what is promised.
 */
final class Bench {
  private static final String ROW = "row: ";
  // Held, because a logger that nobody holds forgets its level
  private static final Logger QUIET = Logger.getLogger("");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What can be measured. */
  enum Kind {
    LOCAL(LocalBench::new),
    READ(ReadBench::new),
    EXPRESSIONS(ExpressionBench::new),
    SNAPSHOT(SnapshotBench::new),
    RATE(RateBench::new),
    HUB(HubBench::new),
    LOAD(LoadBench::new),
    GROWTH(GrowthBench::new),
    CLUSTER(ClusterBench::new);

    private final Supplier<Benchmark> benchmark;

    Kind(Supplier<Benchmark> benchmark) {
      this.benchmark = benchmark;
    }

    static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private Bench() {}

  /**
   * @param args the file for the results, and names of benchmarks; none for all
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("--one")) {
      one(Kind.of(args[1]));
      return;
    }
    List<Kind> kinds =
        args.length == 1
            ? List.of(Kind.values())
            : Arrays.stream(args).skip(1).map(Kind::of).toList();
    List<Row> rows = new ArrayList<>();
    long start = System.nanoTime();
    for (Kind kind : kinds) {
      long began = System.nanoTime();
      rows.addAll(apart(kind));
      System.out.printf(Locale.ROOT, "%s took %s%n", kind, since(began));
    }
    System.out.printf(Locale.ROOT, "%nAll took %s%n%n%s", since(start), Results.table(rows));
    Results.write(Path.of(args[0]), rows);
    System.exit(rows.stream().anyMatch(Row::isShort) ? 1 : 0);
  }

  private static String since(long nanos) {
    long seconds = (System.nanoTime() - nanos) / 1_000_000_000;
    return "%d min %02d s".formatted(seconds / 60, seconds % 60);
  }

  /** How the JVM of a user is started. */
  static List<String> options() {
    return List.of(System.getProperty("bench.options", "-Xmx2g").trim().split("\\s+"));
  }

  private static List<Row> apart(Kind kind) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.add("-Dbench.options=" + String.join(" ", options()));
    for (String made : List.of("cluster.lib", "cluster.jar")) {
      command.add("-D" + made + "=" + System.getProperty(made, ""));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
    command.addAll(List.of("--one", kind.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Row> rows = new ArrayList<>();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ROW)) {
          Row row = JSON.readValue(line.substring(ROW.length()), Row.class);
          System.out.print(Results.text(row));
          rows.add(row);
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(kind + " failed: exit code " + process.exitValue());
    }
    return rows;
  }

  // Libraries print to stdout, too: rows are told by their first word
  private static void one(Kind kind) throws Exception {
    QUIET.setLevel(Level.WARNING);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (Row row : kind.benchmark.get().run()) {
      out.println(ROW + JSON.writeValueAsString(row));
    }
    // An embedded Flink may have left threads that would hold the process
    Runtime.getRuntime().halt(0);
  }
}
