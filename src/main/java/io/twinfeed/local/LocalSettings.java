package io.twinfeed.local;

import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.limit.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
    LocalSettings next = new LocalSettings(this);
    next.host = address;
    return next;
  }

  /**
   * @param number 0 for any free one
   */
  public LocalSettings withPort(int number) {
    LocalSettings next = new LocalSettings(this);
    next.port = number;
    return next;
  }

  public LocalSettings withTls(Tls keyPair) {
    LocalSettings next = new LocalSettings(this);
    next.tls = keyPair;
    return next;
  }

  /**
   * @param accepted the bearer tokens that are let in
   */
  public LocalSettings withTokens(Set<String> accepted) {
    LocalSettings next = new LocalSettings(this);
    next.tokens = Set.copyOf(accepted);
    return next;
  }

  /**
   * @param source where times come from
   */
  public LocalSettings withClock(InstantSource source) {
    LocalSettings next = new LocalSettings(this);
    next.clock = source;
    return next;
  }

  /**
   * @param names the endpoints that event routes may lead to; without this, to any
   */
  public LocalSettings withEndpoints(Set<String> names) {
    LocalSettings next = new LocalSettings(this);
    next.endpoints = Set.copyOf(names);
    return next;
  }

  /** Without this, the service is as fast as it can be. */
  public LocalSettings withLimits(Limits profile) {
    LocalSettings next = new LocalSettings(this);
    next.limits = profile;
    return next;
  }

  /** Without this nothing goes wrong; while it runs, {@code /local/faults} takes others. */
  public LocalSettings withFaults(List<Fault> injected) {
    LocalSettings next = new LocalSettings(this);
    next.faults = List.copyOf(injected);
    return next;
  }

  /**
   * @param lag how old the graph is that queries see; zero for none. The service's own is some
   *     seconds (adt-service.md §0.9)
   */
  public LocalSettings withQueryLag(Duration lag) {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("the query lag must not be negative (is " + lag + ")");
    }
    LocalSettings next = new LocalSettings(this);
    next.queryLag = lag;
    return next;
  }

  /**
   * @param folder where the graph is kept, so that the next service with this folder has it;
   *     without this, it is gone with the service
   */
  public LocalSettings withData(Path folder) {
    LocalSettings next = new LocalSettings(this);
    next.data = folder;
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
