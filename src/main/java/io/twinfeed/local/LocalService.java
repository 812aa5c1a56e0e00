package io.twinfeed.local;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.http.TwinServer;
import io.twinfeed.local.store.ImportFile;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A running twin service with a graph of its own, empty at first unless it was kept. Any number of
 * them run side by side in one process; each runs until it is closed.
 */
public final class LocalService implements AutoCloseable {
  private final Backing backing;
  private final TwinServer server;
  private final URI endpoint;

  private LocalService(Backing backing, TwinServer server, URI endpoint) {
    this.backing = backing;
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts a service, which answers requests when this returns.
   *
   * @throws TwinfeedException if it can't listen where it is told to, or read what was kept
   */
  public static LocalService start(LocalSettings settings) {
    Backing backing = Backing.open(settings);
    try {
      TwinServer server = listen(settings, backing);
      String scheme = settings.tls() == null ? "http" : "https";
      return new LocalService(
          backing,
          server,
          URI.create(scheme + "://" + inUri(settings.host()) + ":" + server.port()));
    } catch (TwinfeedException e) {
      backing.close();
      throw e;
    }
  }

  /** Where clients find it: scheme, address and port. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Writes the graph as the file of an import job: one JSON document a line, models first, then
   * twins, then relationships (adt-service.md §4). What changes meanwhile may be in it or not.
   */
  public void export(Writer to) throws IOException {
    ImportFile.write(backing.parts().graph(), to);
  }

  /** Stops it; its graph is gone, unless it is kept. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (ExecutionException | TimeoutException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.SERVICE, "the local twin service did not stop", "", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      backing.close();
    }
  }

  private static String inUri(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static TwinServer listen(LocalSettings settings, Backing backing) {
    Tls tls = settings.tls();
    try {
      return TwinServer.start(
          backing.parts(),
          tls == null ? new HttpServerOptions() : tls.options(),
          settings.host(),
          settings.port());
    } catch (ExecutionException e) {
      throw failed(settings, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failed(settings, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
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
