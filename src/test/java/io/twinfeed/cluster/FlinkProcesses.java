package io.twinfeed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Flink cluster of processes on free ports. With {@code -Dcluster.lib} and {@code -Dcluster.jar}
 * it is made as a user's; without them, of the class path of the tests, ours included: a job then
 * loads nothing anew, which is the faster.
 */
public final class FlinkProcesses implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/flink/cluster").toAbsolutePath();

  private final Path folder;
  private final int slots;
  private final Map<String, String> variables = new HashMap<>();

  private FlinkProcesses(Path folder, int slots) {
    this.folder = folder;
    this.slots = slots;
  }

  /**
   * Starts one, with a TaskManager for each slot.
   *
   * @param environment of its processes
   */
  public static FlinkProcesses start(Path folder, int slots, Map<String, String> environment)
      throws IOException {
    FlinkProcesses flink = new FlinkProcesses(folder, slots);
    flink.variables.putAll(environment);
    flink.variables.put("TASKMANAGERS", String.valueOf(slots));
    // As the launcher's: a test is short
    flink.variables.putIfAbsent("JVM_OPTIONS", "-XX:TieredStopAtLevel=1");
    for (String port : List.of("REST_PORT", "RPC_PORT", "BLOB_PORT")) {
      flink.variables.put(port, String.valueOf(freePort()));
    }
    int metrics = freePort();
    flink.variables.put("METRICS_PORTS", metrics + "-" + (metrics + 20));
    flink.bring();
    flink.script("start");
    return flink;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void bring() throws IOException {
    Path lib = folder.resolve("lib");
    String made = System.getProperty("cluster.lib", "");
    if (!made.isEmpty()) {
      Files.createSymbolicLink(lib, Path.of(made).toAbsolutePath());
      return;
    }
    Files.createDirectories(lib);
    Stream<String> classPath =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")));
    for (String each : (Iterable<String>) classPath::iterator) {
      Path jar = Path.of(each).toAbsolutePath();
      Path link = lib.resolve(jar.getFileName().toString());
      if (each.endsWith(".jar") && Files.isRegularFile(jar) && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    pack(Path.of("target/classes"), lib.resolve("twinfeed.jar"));
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }

  /** What the workers get with a job: without a jar of a user's, one without anything in it. */
  private Path jar() throws IOException {
    String made = System.getProperty("cluster.jar", "");
    if (!made.isEmpty()) {
      return Path.of(made).toAbsolutePath();
    }
    Path empty = folder.resolve("empty.jar");
    if (!Files.exists(empty)) {
      pack(Files.createDirectories(folder.resolve("empty")), empty);
    }
    return empty;
  }

  public String master() {
    return "127.0.0.1:" + variables.get("REST_PORT");
  }

  /** Where its files are: {@code lib}, {@code conf}, {@code log}. */
  public Path folder() {
    return folder;
  }

  /** What its processes show to Prometheus, one after the other. */
  public String metrics() {
    StringBuilder all = new StringBuilder();
    int first = Integer.parseInt(variables.get("METRICS_PORTS").replaceFirst("-.*", ""));
    for (int port = first; port <= first + slots; port++) {
      all.append(
          HttpClient.newHttpClient()
              .sendAsync(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  BodyHandlers.ofString())
              .handle((reply, failure) -> failure == null ? reply.body() : "")
              .join());
    }
    return all.toString();
  }

  /** How many sockets the TaskManager that has the most has open, where the system tells. */
  public long sockets() throws IOException {
    long most = 0;
    for (int worker = 1; worker <= slots; worker++) {
      String pid = Files.readString(folder.resolve("taskmanager-" + worker + ".pid")).strip();
      try (Stream<Path> open = Files.list(Path.of("/proc", pid, "fd"))) {
        most = Math.max(most, open.filter(FlinkProcesses::isSocket).count());
      }
    }
    return most;
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed just now
    }
  }

  /** A runner configuration for it. */
  public Path config(boolean shared) throws IOException {
    return Files.writeString(
        folder.resolve("runner-" + shared + ".yaml"),
        """
        runner: FlinkRunner
        shared: %s
        options:
          flinkMaster: %s
          parallelism: %d
          objectReuse: true
          fasterCopy: true
          filesToStage: %s
        """
            .formatted(shared, master(), slots, jar()));
  }

  /** Ends a process as {@code kill -9} does: {@code taskmanager-1}, {@code jobmanager}. */
  private void kill(String name) throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve(name + ".pid")).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Kills a TaskManager, and starts another one in its place. */
  public void replaceWorker(int number) {
    try {
      kill("taskmanager-" + number);
      script("worker", String.valueOf(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the JobManager, and starts another one in its place. */
  public void replaceManager() {
    try {
      kill("jobmanager");
      script("manager");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a process has logged, and printed: with the class path of the tests, it prints all. */
  public String log(String name) throws IOException {
    StringBuilder log = new StringBuilder();
    for (String ending : List.of(".log", ".out")) {
      Path file = folder.resolve("log").resolve(name + ending);
      log.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return log.toString();
  }

  private void script(String command, String... more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(SCRIPT.toString(), command, folder.toString()), Stream.of(more))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("script.log").toFile());
    builder.environment().putAll(variables);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (process.exitValue() != 0) {
      StringBuilder why = new StringBuilder(Files.readString(folder.resolve("script.log")));
      try (Stream<Path> logs = Files.list(folder.resolve("log"))) {
        for (Path log : (Iterable<Path>) logs::iterator) {
          why.append('\n').append(log).append('\n').append(Files.readString(log));
        }
      }
      throw new AssertionError(why);
    }
  }

  @Override
  public void close() throws IOException {
    script("stop");
  }
}
