package io.twinfeed.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests as bytes, so that they can be wrong in any way. */
final class RawHttp {
  private static final int LONGEST_WAIT_MILLIS = 10_000;

  private final URI endpoint;

  RawHttp(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * @param target the path and query, as they are to stand in the request line
   * @return the whole answer, at least the status line
   */
  String send(String method, String target, byte[] body, String... headers) {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(LONGEST_WAIT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      String head =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nMessage-Id: 1\r\nContent-Length: "
              + body.length
              + "\r\n"
              + String.join("", Arrays.stream(headers).map(each -> each + "\r\n").toList())
              + "\r\n";
      request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(
          method + " " + target + " " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  int status(String method, String target, byte[] body) {
    String answer = send(method, target, body);
    if (!answer.startsWith("HTTP/1.1 ")) {
      throw new AssertionError(method + " " + target + " was answered with: " + answer);
    }
    return Integer.parseInt(answer.substring(9, 12));
  }
}
