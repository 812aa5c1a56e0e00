package io.twinfeed.local;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.event.EventRoutes;
import io.twinfeed.local.fault.Faults;
import io.twinfeed.local.http.Parts;
import io.twinfeed.local.http.TwinServer;
import io.twinfeed.local.job.DeleteJobs;
import io.twinfeed.local.job.ImportJobs;
import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.limit.Limits;
import io.twinfeed.local.store.Capacity;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.Journal;
import io.twinfeed.local.store.LateView;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A running twin service with a graph of its own, empty at first. Any number of them run side by
 * side in one process; each runs until it is closed.
 */
public final class LocalService implements AutoCloseable {
  private final TwinServer server;
  private final URI endpoint;

  private LocalService(TwinServer server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts a service, which answers requests when this returns.
   *
   * @throws TwinfeedException if it can't listen where it is told to
   */
  public static LocalService start(LocalSettings settings) {
    Tls tls = settings.tls();
    try {
      TwinServer server =
          TwinServer.start(
              parts(settings),
              tls == null ? new HttpServerOptions() : tls.options(),
              settings.host(),
              settings.port());
      return new LocalService(
          server,
          URI.create(
              (tls == null ? "http" : "https") + "://" + settings.host() + ":" + server.port()));
    } catch (ExecutionException e) {
      throw failed(settings, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failed(settings, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Where clients find it: scheme, address and port. */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops it; its graph is gone. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (ExecutionException | TimeoutException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.SERVICE, "the local twin service did not stop", "", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Parts parts(LocalSettings settings) {
    InstantSource clock = settings.clock();
    LateView late = settings.queryLag().isZero() ? null : new LateView(settings.queryLag(), clock);
    Graph graph = new Graph(clock, capacity(settings.limits()), late == null ? Journal.NONE : late);
    if (late != null) {
      late.begin(graph);
    }
    return new Parts(
        graph,
        late == null ? graph : late,
        new EventRoutes(settings.endpoints()),
        new ImportJobs(clock),
        new DeleteJobs(graph, clock),
        new Limiter(settings.limits(), clock),
        new Faults(settings.faults()),
        settings.tokens(),
        clock);
  }

  private static Capacity capacity(Limits limits) {
    return new Capacity(
        Objects.requireNonNullElse(limits.twins(), Capacity.UNBOUNDED.twins()),
        Objects.requireNonNullElse(
            limits.relationshipsPerTwin(), Capacity.UNBOUNDED.relationshipsPerTwin()));
  }

  private static TwinfeedException failed(LocalSettings settings, Throwable cause) {
    return new TwinfeedException(
        TwinfeedException.Kind.SERVICE,
        "the local twin service can't listen on "
            + settings.host()
            + ":"
            + settings.port()
            + ": "
            + cause.getMessage(),
        "choose another port, or 0 for any free one",
        cause);
  }

  private static TwinfeedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TwinfeedException(
        TwinfeedException.Kind.CANCELLED, "interrupted at the local twin service", "", e);
  }
}
