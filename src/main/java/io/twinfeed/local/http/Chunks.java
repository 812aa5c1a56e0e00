package io.twinfeed.local.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The body of a response as a stream, as fast as its reader takes it. Not for an event loop. */
final class Chunks extends OutputStream {
  private static final int SIZE = 64 * 1024;
  private static final long MINUTES_FOR_A_CHUNK = 2;

  private final HttpServerResponse response;
  private Buffer next = Buffer.buffer(SIZE);

  Chunks(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    next.appendBytes(bytes, from, length);
    if (next.length() >= SIZE) {
      send();
    }
  }

  @Override
  public void close() throws IOException {
    if (next.length() > 0) {
      send();
    }
  }

  private void send() throws IOException {
    Buffer chunk = next;
    next = Buffer.buffer(SIZE);
    try {
      response
          .write(chunk)
          .toCompletionStage()
          .toCompletableFuture()
          .get(MINUTES_FOR_A_CHUNK, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the reader of a response is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
