package io.twinfeed.local.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running HTTP server with all routes of the service. Several event loops share one port;
 * blocking work goes to a small pool of its own.
 */
public final class TwinServer {
  private static final int MOST_EVENT_LOOPS = 4;
  private static final int WORKERS = 4;
  private static final int LONGEST_LINE = 32 * 1024;
  private static final long SECONDS_TO_START = 30;

  private final Vertx vertx;
  private final int port;

  private TwinServer(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /**
   * Listens, and returns when requests are answered.
   *
   * @param options TLS, where it is wanted
   * @param port 0 for any free one
   * @throws ExecutionException if it can't listen there
   */
  public static TwinServer start(Parts parts, HttpServerOptions options, String host, int port)
      throws ExecutionException, InterruptedException, TimeoutException {
    int loops = Math.max(1, Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()));
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    HttpServerOptions wanted = new HttpServerOptions(options).setMaxInitialLineLength(LONGEST_LINE);
    SocketAddress address =
        port == 0
            ? SocketAddress.sharedRandomPort(1, host)
            : SocketAddress.inetSocketAddress(port, host);
    List<Routes> routes = parts.routes();
    CompletableFuture<Integer> listening = new CompletableFuture<>();
    Future<String> deployed =
        vertx.deployVerticle(
            () -> new Loop(routes, wanted, address, listening),
            new DeploymentOptions().setInstances(loops));
    try {
      await(deployed);
      return new TwinServer(vertx, listening.get());
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      vertx.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  /** Stops listening and cuts what is open. */
  public void stop() throws ExecutionException, InterruptedException, TimeoutException {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS_TO_START, TimeUnit.SECONDS);
  }

  /** One event loop's share of the server. */
  private static final class Loop extends AbstractVerticle {
    private final List<Routes> routes;
    private final HttpServerOptions options;
    private final SocketAddress address;
    private final CompletableFuture<Integer> listening;

    private Loop(
        List<Routes> routes,
        HttpServerOptions options,
        SocketAddress address,
        CompletableFuture<Integer> listening) {
      this.routes = routes;
      this.options = options;
      this.address = address;
      this.listening = listening;
    }

    @Override
    public void start(Promise<Void> started) {
      Router router = Router.router(vertx);
      routes.forEach(each -> each.register(router));
      vertx
          .createHttpServer(options)
          .requestHandler(router)
          .listen(address)
          .onSuccess(server -> listening.complete(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
