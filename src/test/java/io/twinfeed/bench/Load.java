package io.twinfeed.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Many clients at once, each with a connection of its own and one request under way. One thread
 * serves them all and sends bytes made beforehand, so that most of the processor is the server's.
 */
final class Load implements AutoCloseable {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long SECONDS_AT_MOST = 120;

  private final Vertx vertx = Vertx.vertx();

  /**
   * What a load came to.
   *
   * @param requests answered, all with a status of 2xx
   */
  record Measured(long requests, Duration took, Duration processorTime) {
    double perSecond() {
      return requests / (took.toNanos() / 1e9);
    }

    /** Microseconds of the server's processors. */
    double microsEach() {
      return processorTime.toNanos() / 1e3 / requests;
    }
  }

  /** A request as it goes over the wire. */
  static Buffer request(String method, String path, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer(
            "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, path, type, bytes.length))
        .appendBytes(bytes);
  }

  /** Sends the requests in turn, from the first again after the last, for a time. */
  Measured run(Served server, List<Buffer> requests, int clients, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    return measure(server, requests, clients, Long.MAX_VALUE, deadline);
  }

  /** Sends each request once. */
  Measured once(Served server, List<Buffer> requests, int clients) {
    return measure(
        server,
        requests,
        clients,
        requests.size(),
        System.nanoTime() + Duration.ofHours(1).toNanos());
  }

  private Measured measure(
      Served server, List<Buffer> requests, int clients, long most, long deadline) {
    Duration before = server.processorTime();
    long start = System.nanoTime();
    Turn turn = new Turn(requests, most, deadline);
    var options = new NetClientOptions().setTcpNoDelay(true);
    CompletableFuture<Void> done = new CompletableFuture<>();
    URI to = server.endpoint();
    vertx.runOnContext(
        on -> {
          var client = vertx.createNetClient(options);
          List<CompletableFuture<Void>> all = new ArrayList<>();
          for (int i = 0; i < clients; i++) {
            CompletableFuture<Void> each = new CompletableFuture<>();
            all.add(each);
            client
                .connect(to.getPort(), to.getHost())
                .onSuccess(socket -> new Client(socket, turn, each).begin())
                .onFailure(each::completeExceptionally);
          }
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
              .whenComplete(
                  (none, failure) -> {
                    client.close();
                    if (failure == null) {
                      done.complete(null);
                    } else {
                      done.completeExceptionally(failure);
                    }
                  });
        });
    done.orTimeout(SECONDS_AT_MOST, TimeUnit.SECONDS).join();
    return new Measured(
        turn.taken,
        Duration.ofNanos(System.nanoTime() - start),
        server.processorTime().minus(before));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Which request is next. For one thread. */
  private static final class Turn {
    private final List<Buffer> requests;
    private final long most;
    private final long deadline;
    private long taken;

    private Turn(List<Buffer> requests, long most, long deadline) {
      this.requests = requests;
      this.most = most;
      this.deadline = deadline;
    }

    private boolean isOver() {
      return taken >= most || System.nanoTime() >= deadline;
    }

    private Buffer next() {
      return requests.get((int) (taken++ % requests.size()));
    }
  }

  /** One connection: sends a request, waits for its response to be there in full, and so on. */
  private static final class Client {
    private final NetSocket socket;
    private final Turn turn;
    private final CompletableFuture<Void> done;
    private Buffer received = Buffer.buffer();

    private Client(NetSocket socket, Turn turn, CompletableFuture<Void> done) {
      this.socket = socket;
      this.turn = turn;
      this.done = done;
    }

    private void begin() {
      socket.handler(this::receive);
      socket.exceptionHandler(done::completeExceptionally);
      socket.closeHandler(
          closed -> done.completeExceptionally(new IllegalStateException("connection lost")));
      send();
    }

    private void send() {
      if (turn.isOver()) {
        done.complete(null);
        socket.close();
      } else {
        socket.write(turn.next());
      }
    }

    private void receive(Buffer bytes) {
      Buffer all = received.length() == 0 ? bytes : received.appendBuffer(bytes);
      byte[] response = all.getBytes();
      int head = endOfHead(response);
      if (head < 0 || response.length < head + contentLength(response, head)) {
        received = Buffer.buffer(response);
      } else if (response[9] != '2') {
        done.completeExceptionally(new IllegalStateException("refused: " + all));
        socket.close();
      } else {
        received = Buffer.buffer();
        send();
      }
    }

    private static int endOfHead(byte[] bytes) {
      for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
        if (bytes[i] == '\r'
            && bytes[i + 1] == '\n'
            && bytes[i + 2] == '\r'
            && bytes[i + 3] == '\n') {
          return i + END_OF_HEAD.length;
        }
      }
      return -1;
    }

    private static int contentLength(byte[] bytes, int head) {
      String text = new String(bytes, 0, head, StandardCharsets.ISO_8859_1);
      int at = indexOfLength(text);
      if (at < 0 && text.startsWith("HTTP/1.1 204")) {
        return 0;
      }
      if (at < 0) {
        throw new IllegalStateException("a response without a length: " + text);
      }
      return Integer.parseInt(text.substring(at, text.indexOf('\r', at)).trim());
    }

    // Servers spell the header in either way.
    private static int indexOfLength(String head) {
      int at = head.indexOf("\r\nContent-Length:");
      if (at < 0) {
        at = head.indexOf("\r\ncontent-length:");
      }
      return at < 0 ? -1 : at + "\r\ncontent-length:".length();
    }
  }
}
