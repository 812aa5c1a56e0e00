package io.twinfeed.local;

import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a local service is to run.
 *
 * @param host the address to listen on; anything but a loopback address opens the graph to others
 * @param port 0 for any free one
 * @param tls null for plain http
 * @param tokens the bearer tokens that are let in; null to ask for none
 * @param clock where times come from
 */
public record LocalSettings(
    String host, int port, @Nullable Tls tls, @Nullable Set<String> tokens, InstantSource clock) {
  /** The address that only this machine can reach. */
  public static final String LOOPBACK = "127.0.0.1";

  public LocalSettings {
    tokens = tokens == null ? null : Set.copyOf(tokens);
  }

  /** Plain http on a free port of this machine, open to all its users. */
  public static LocalSettings onFreePort() {
    return new LocalSettings(LOOPBACK, 0, null, null, InstantSource.system());
  }

  public LocalSettings withHost(String address) {
    return new LocalSettings(address, port, tls, tokens, clock);
  }

  public LocalSettings withPort(int number) {
    return new LocalSettings(host, number, tls, tokens, clock);
  }

  public LocalSettings withTls(Tls keyPair) {
    return new LocalSettings(host, port, keyPair, tokens, clock);
  }

  public LocalSettings withTokens(Set<String> accepted) {
    return new LocalSettings(host, port, tls, accepted, clock);
  }

  public LocalSettings withClock(InstantSource source) {
    return new LocalSettings(host, port, tls, tokens, source);
  }
}
