package io.twinfeed.bench;

import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, so that its processor time and its heap are its own. */
final class Served implements AutoCloseable {
  /** What is served. */
  enum Kind {
    LOCAL,
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
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Served.class.getName(), kind.name()));
    return new Served(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
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
    in.write("heap\n");
    in.flush();
    return Long.parseLong(out.readLine());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  /** The process: prints where it listens, then answers each line with its heap in use. */
  public static void main(String[] args) throws IOException {
    System.out.println(Kind.valueOf(args[0]) == Kind.LOCAL ? local() : bare());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      System.out.println(inUse());
    }
    // The pipe is closed: who started this is gone.
    Runtime.getRuntime().halt(0);
  }

  private static URI local() {
    return LocalService.start(LocalSettings.onFreePort()).endpoint();
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
