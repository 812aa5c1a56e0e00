package io.twinfeed.local;

import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.limit.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a local service is to run. Each {@code with} leaves this one as it is, and gives another. */
public final class LocalSettings {
  /** The address that only this machine can reach. */
  public static final String LOOPBACK = "127.0.0.1";

  private String host = LOOPBACK;
  private int port;
  private @Nullable Tls tls;
  private @Nullable Set<String> tokens;
  private InstantSource clock = InstantSource.system();
  private @Nullable Set<String> endpoints;
  private Limits limits = Limits.NONE;
  private List<Fault> faults = List.of();
  private Duration queryLag = Duration.ZERO;
  private @Nullable Path data;

  private LocalSettings() {}

  private LocalSettings(LocalSettings other) {
    host = other.host;
    port = other.port;
    tls = other.tls;
    tokens = other.tokens;
    clock = other.clock;
    endpoints = other.endpoints;
    limits = other.limits;
    faults = other.faults;
    queryLag = other.queryLag;
    data = other.data;
  }

  /** Plain http on a free port of this machine, open to all its users. */
  public static LocalSettings onFreePort() {
    return new LocalSettings();
  }

  /**
   * @param address to listen on; anything but a loopback address opens the graph to others
   */
  public LocalSettings withHost(String address) {
    return with(next -> next.host = address);
  }

  /**
   * @param number 0 for any free one
   */
  public LocalSettings withPort(int number) {
    return with(next -> next.port = number);
  }

  public LocalSettings withTls(Tls keyPair) {
    return with(next -> next.tls = keyPair);
  }

  /**
   * @param accepted the bearer tokens that are let in
   */
  public LocalSettings withTokens(Set<String> accepted) {
    return with(next -> next.tokens = Set.copyOf(accepted));
  }

  /**
   * @param source where times come from
   */
  public LocalSettings withClock(InstantSource source) {
    return with(next -> next.clock = source);
  }

  /**
   * @param names the endpoints that event routes may lead to; without this, to any
   */
  public LocalSettings withEndpoints(Set<String> names) {
    return with(next -> next.endpoints = Set.copyOf(names));
  }

  /** Without this, the service is as fast as it can be. */
  public LocalSettings withLimits(Limits profile) {
    return with(next -> next.limits = profile);
  }

  /** Without this nothing goes wrong; while it runs, {@code /local/faults} takes others. */
  public LocalSettings withFaults(List<Fault> injected) {
    return with(next -> next.faults = List.copyOf(injected));
  }

  /**
   * @param lag how old the graph is that queries see; zero for none. The service's own is some
   *     seconds (adt-service.md §0.9)
   */
  public LocalSettings withQueryLag(Duration lag) {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("the query lag must not be negative (is " + lag + ")");
    }
    return with(next -> next.queryLag = lag);
  }

  /**
   * @param folder where the graph is kept, so that the next service with this folder has it;
   *     without this, it is gone with the service
   */
  public LocalSettings withData(Path folder) {
    return with(next -> next.data = folder);
  }

  private LocalSettings with(Consumer<LocalSettings> change) {
    LocalSettings next = new LocalSettings(this);
    change.accept(next);
    return next;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** Null for plain http. */
  public @Nullable Tls tls() {
    return tls;
  }

  /** Null to ask for no token. */
  public @Nullable Set<String> tokens() {
    return tokens;
  }

  public InstantSource clock() {
    return clock;
  }

  /** Null for any. */
  @Nullable Set<String> endpoints() {
    return endpoints;
  }

  Limits limits() {
    return limits;
  }

  List<Fault> faults() {
    return faults;
  }

  Duration queryLag() {
    return queryLag;
  }

  /** Null where nothing is kept. */
  @Nullable Path data() {
    return data;
  }
}
