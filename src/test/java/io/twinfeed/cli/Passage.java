package io.twinfeed.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands before an HTTP server, and hands each request on to it. */
final class Passage implements AutoCloseable {
  // Those that the client and the server set themselves
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "host", "transfer-encoding", "expect", "upgrade");

  /** Where a request is. */
  enum Stage {
    /** Nothing has been done. */
    COMES,
    /** The server has done it, and the client does not know. */
    DONE,
    /** The client has the answer. */
    ANSWERED
  }

  /** Sees requests, several at once. */
  interface Guard {
    /**
     * Looks at one that comes.
     *
     * @return is told each of its stages
     */
    Witness meets(String method, byte[] body) throws IOException;
  }

  /** Sees one request. */
  interface Witness {
    void sees(Stage stage);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI to;
  private final Guard guard;
  private volatile @Nullable AssertionError broken;

  Passage(URI to, Guard guard) throws IOException {
    this.to = to;
    this.guard = guard;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Witness witness = guard.meets(exchange.getRequestMethod(), body);
      witness.sees(Stage.COMES);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(to.resolve(exchange.getRequestURI().toString()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      witness.sees(Stage.DONE);
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] answer = response.body();
      exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
      witness.sees(Stage.ANSWERED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (RuntimeException | AssertionError e) {
      broken = new AssertionError("what watches has failed", e); // nobody else would see it
      throw e;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    AssertionError failure = broken;
    if (failure != null) {
      throw failure;
    }
  }
}
