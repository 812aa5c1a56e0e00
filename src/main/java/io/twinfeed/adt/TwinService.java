package io.twinfeed.adt;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Pace;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

/** Connects to a service of digital twins. */
public final class TwinService {
  private static final int CONNECTIONS = 256;
  private static final int THREADS = 2;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

  static {
    Passing.whereJobsComeAndGo();
  }

  private TwinService() {}

  /**
   * Connects with the identity of the environment; a plain http endpoint on this machine needs
   * none.
   *
   * @param pace shared by all who call this service at the same time
   * @throws TwinfeedException of kind SERVICE if the endpoint is no address that may be used
   */
  public static TwinStore connect(String endpoint, Pace pace) {
    URI uri = checked(endpoint);
    return uri.getScheme().equals("https")
        ? open(endpoint, new DefaultAzureCredentialBuilder().build(), pace)
        : open(endpoint, NO_CREDENTIAL, pace);
  }

  /**
   * As {@link #connect(String, Pace)}, with another identity where one is needed.
   *
   * @throws TwinfeedException of kind SERVICE if the endpoint is no address that may be used
   */
  public static TwinStore connect(String endpoint, Identity identity, Pace pace) {
    return checked(endpoint).getScheme().equals("https")
        ? open(endpoint, identity.credential(), pace)
        : connect(endpoint, pace);
  }

  /** As {@link #connect(String, Pace)}, as fast as the service answers. */
  public static TwinStore connect(String endpoint) {
    return connect(endpoint, Pace.of(Limits.NONE));
  }

  /** Connects to an https endpoint with an identity. */
  public static TwinStore connect(String endpoint, TokenCredential credential) {
    return open(endpoint, credential, Pace.of(Limits.NONE));
  }

  /**
   * As {@link #connect(String)}, but gives up at the first failure: for asking whether it is there.
   */
  public static TwinStore connectImpatiently(String endpoint) {
    return connect(endpoint, Pace.impatient());
  }

  private static TwinStore open(String endpoint, TokenCredential credential, Pace pace) {
    var threads = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("twin-service", true));
    var connections =
        ConnectionProvider.builder("twin-service")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(-1)
            .build();
    HttpClient netty =
        new NettyAsyncHttpClientBuilder()
            .eventLoopGroup(threads)
            .connectionProvider(connections)
            .responseTimeout(RESPONSE_TIMEOUT)
            .build();
    PacedHttpClient transport = new PacedHttpClient(netty, pace);
    return new AzureTwinStore(
        client(endpoint, credential, transport),
        transport,
        () -> {
          transport.close();
          connections.dispose();
          threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        });
  }

  private static DigitalTwinsAsyncClient client(
      String endpoint, TokenCredential credential, HttpClient transport) {
    DigitalTwinsClientBuilder builder =
        new DigitalTwinsClientBuilder().endpoint(endpoint).credential(credential);
    if (endpoint.toLowerCase(Locale.ROOT).startsWith("https")) {
      return builder.httpClient(transport).retryPolicy(new NoRetry()).buildAsyncClient();
    }
    // The SDK's own pipeline refuses to send a token over plain http, and here is none to send
    return builder
        .pipeline(
            new HttpPipelineBuilder()
                .httpClient(transport)
                .policies(new UserAgentPolicy("twinfeed"), new RequestIdPolicy())
                .build())
        .buildAsyncClient();
  }

  private static URI checked(String endpoint) {
    URI uri;
    try {
      uri = URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      throw refused("target endpoint: not an address: " + endpoint, e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw refused("target endpoint: not an http or https address: " + endpoint, null);
    }
    if (scheme.equals("http") && !isLoopback(uri.getHost())) {
      throw refused(
          "target endpoint: " + endpoint + " is plain http and not on this machine", null);
    }
    return uri;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static TwinfeedException refused(
      String message, @org.jspecify.annotations.Nullable Throwable cause) {
    return new TwinfeedException(
        Kind.SERVICE,
        message,
        "use https://<instance>.api.<region>.digitaltwins.azure.net, or http://127.0.0.1:<port> for a local"
            + " service",
        cause);
  }

  private static final TokenCredential NO_CREDENTIAL =
      request -> Mono.fromSupplier(() -> new AccessToken("none", OffsetDateTime.MAX.minusDays(1)));

  /** The SDK's retry step, doing nothing: its own with zero retries logs a line per call. */
  private static final class NoRetry extends RetryPolicy {
    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      return next.process();
    }

    @Override
    public HttpResponse processSync(
        HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
      return next.processSync();
    }
  }
}
