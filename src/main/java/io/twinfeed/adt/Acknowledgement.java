package io.twinfeed.adt;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer of which only counts that it came. The SDK parses the twin that comes back, writes it
 * and parses it again, and changes threads for it: almost half of the processor time of a write
 * (docs/performance.md).
 */
final class Acknowledgement extends HttpResponse {
  private final HttpResponse whole;

  /**
   * @param whole read to its end
   */
  Acknowledgement(HttpResponse whole) {
    super(whole.getRequest());
    this.whole = whole;
  }

  @Override
  public int getStatusCode() {
    return whole.getStatusCode();
  }

  @Override
  @Deprecated
  public String getHeaderValue(String name) {
    return whole.getHeaderValue(HttpHeaderName.fromString(name));
  }

  @Override
  public HttpHeaders getHeaders() {
    return whole.getHeaders();
  }

  @Override
  public Flux<ByteBuffer> getBody() {
    return Flux.empty();
  }

  @Override
  public Mono<byte[]> getBodyAsByteArray() {
    return Mono.empty();
  }

  @Override
  public Mono<String> getBodyAsString() {
    return Mono.empty();
  }

  @Override
  public Mono<String> getBodyAsString(Charset charset) {
    return Mono.empty();
  }

  @Override
  public void close() {
    whole.close();
  }
}
