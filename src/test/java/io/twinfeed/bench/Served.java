package io.twinfeed.bench;

import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.limit.Limits;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, so that its processor time and its heap are its own. A local
 * service takes {@code -Dserved.limits}, {@code -Dserved.data} and {@code -Dserved.port} among its
 * options.
 */
final class Served implements AutoCloseable {
  /** What is served. */
  enum Kind {
    LOCAL,
    /** The same, and it notes when it answers what. */
    RECORDED,
    /** A Vert.x server that reads whatever comes and answers 204: nothing can do less. */
    BARE
  }

  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final URI endpoint;

  private Served(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    String said = out.readLine();
    if (said == null) {
      throw new IOException("the server said nothing: exit code " + process.onExit().join());
    }
    this.endpoint = URI.create(said);
  }

  static Served start(Kind kind, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    String classPath = kind == Kind.RECORDED ? classPath() : System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, Served.class.getName(), kind.name()));
    return new Served(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** With what is found only by those who look for it there: {@link Recorder}, {@link Seen}. */
  static String classPath() {
    URL root = Served.class.getResource("/bench/");
    return Path.of(URI.create(String.valueOf(root)))
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }

  URI endpoint() {
    return endpoint;
  }

  /** All processor time so far, in steps of 10 ms. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Bytes in use after a collection. */
  long heap() throws IOException {
    return ask("heap");
  }

  /** What it has answered since the last time. */
  Answers answers() throws IOException {
    Path file = Files.createTempFile("twinfeed-bench", ".answers");
    int count = (int) ask(file.toString());
    Answers answers = Answers.read(file, count);
    Files.delete(file);
    return answers;
  }

  private long ask(String question) throws IOException {
    in.write(question + "\n");
    in.flush();
    return Long.parseLong(out.readLine());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /**
   * The process: prints where it listens, then answers the line {@code heap} with its heap in use,
   * and any other with a number of answers that it has left in the file of that name.
   */
  public static void main(String[] args) throws IOException {
    System.out.println(Kind.valueOf(args[0]) == Kind.BARE ? bare() : local());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(line.equals("heap") ? inUse() : Recorder.take(Path.of(line)));
    }
    // The pipe is closed: who started this is gone.
    Runtime.getRuntime().halt(0);
  }

  private static URI local() {
    LocalSettings settings =
        LocalSettings.onFreePort()
            .withPort(Integer.getInteger("served.port", 0))
            .withLimits(Limits.of(System.getProperty("served.limits", "none")));
    String data = System.getProperty("served.data");
    return LocalService.start(data == null ? settings : settings.withData(Path.of(data)))
        .endpoint();
  }

  private static URI bare() {
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
    CompletableFuture<Integer> port = new CompletableFuture<>();
    vertx.deployVerticle(() -> new Bare(port), new DeploymentOptions().setInstances(loops));
    return URI.create("http://127.0.0.1:" + port.orTimeout(30, TimeUnit.SECONDS).join());
  }

  /** One event loop's share of the bare server. */
  private static final class Bare extends AbstractVerticle {
    private final CompletableFuture<Integer> port;

    private Bare(CompletableFuture<Integer> port) {
      this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer()
          .requestHandler(
              request -> request.body().onSuccess(body -> noContent(request.response())))
          .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1"))
          .onSuccess(server -> port.complete(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  private static void noContent(HttpServerResponse response) {
    response.setStatusCode(204).putHeader("Content-Length", "0").end();
  }

  private static long inUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
