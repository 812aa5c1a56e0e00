package io.twinfeed.local;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;

/** The service's own Java clients, unmodified. */
final class Sdk {
  private Sdk() {}

  /** Without credentials: the SDK sends those over https only. */
  static DigitalTwinsClientBuilder builder(LocalService service) {
    return new DigitalTwinsClientBuilder()
        .endpoint(service.endpoint().toString())
        .credential(request -> Mono.error(new AssertionError("no token is to be asked for")))
        .pipeline(new HttpPipelineBuilder().httpClient(HttpClient.createDefault()).build());
  }

  /** The client that a method is of. */
  static Object of(Method method, LocalService service) {
    return method.getDeclaringClass() == DigitalTwinsClient.class
        ? sync(service)
        : builder(service).buildAsyncClient();
  }

  static DigitalTwinsClient sync(LocalService service) {
    return builder(service).buildClient();
  }

  /** With a token, over https, trusting whatever certificate comes. */
  static DigitalTwinsClient withToken(LocalService service, String token) throws SSLException {
    SslContext trusting =
        SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    return new DigitalTwinsClientBuilder()
        .endpoint(service.endpoint().toString())
        .httpClient(
            new NettyAsyncHttpClientBuilder(
                    reactor.netty.http.client.HttpClient.create()
                        .secure(spec -> spec.sslContext(trusting)))
                .build())
        .credential(request -> Mono.just(new AccessToken(token, OffsetDateTime.MAX.minusYears(1))))
        .buildClient();
  }
}
