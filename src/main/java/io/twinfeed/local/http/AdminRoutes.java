package io.twinfeed.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.fault.Faults;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.ImportFile;
import io.twinfeed.local.store.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the real service does not have: {@code /local/faults} shows the faults, takes a list of
 * others, and drops them all; {@code /local/export} gives the graph as the file of an import job.
 * For clients on this machine only; needs no api-version and no token.
 */
final class AdminRoutes implements Routes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = System.getLogger(AdminRoutes.class.getName());
  private static final int EXPORTS = 2;
  private static final String FAULTS = "/local/faults";

  private final Faults faults;
  private final Graph graph;

  AdminRoutes(Faults faults, Graph graph) {
    this.faults = faults;
    this.graph = graph;
  }

  @Override
  public void register(Router router) {
    on(router, HttpMethod.GET, FAULTS, this::get);
    on(router, HttpMethod.PUT, FAULTS, this::put);
    on(router, HttpMethod.DELETE, FAULTS, this::delete);
    on(router, HttpMethod.GET, "/local/export", this::export);
  }

  private static void on(Router router, HttpMethod method, String path, Route.Answer answer) {
    Route.on(
        router,
        method,
        path,
        exchange -> {
          if (isLocal(exchange.request().remoteAddress())) {
            answer.to(exchange);
          } else {
            exchange.context().fail(404);
          }
        });
  }

  private void get(Exchange exchange) {
    try {
      exchange.json(200, null, Buffer.buffer(JSON.writeValueAsBytes(faults.all())));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("faults as JSON", e);
    }
  }

  private void put(Exchange exchange) {
    List<Fault> wanted;
    try {
      wanted = Fault.parse(exchange.body().toString());
    } catch (TwinfeedException e) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          e.hint().isEmpty() ? String.valueOf(e.getMessage()) : e.getMessage() + "; " + e.hint());
    }
    faults.set(wanted);
    exchange.noContent(null);
  }

  private void delete(Exchange exchange) {
    faults.set(List.of());
    exchange.noContent(null);
  }

  // On a worker: a graph may be larger than memory has room for twice, and its reader slow.
  private void export(Exchange exchange) {
    HttpServerResponse response = exchange.context().response();
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson; charset=utf-8");
    exchange
        .context()
        .vertx()
        // A pool of their own: readers that are slow hold up nobody but other exports.
        .createSharedWorkerExecutor("twinfeed-export", EXPORTS)
        .executeBlocking(
            () -> {
              try (Writer out = new OutputStreamWriter(new Chunks(response), UTF_8)) {
                ImportFile.write(graph, out);
              }
              return response;
            },
            false)
        .onSuccess(HttpServerResponse::end)
        .onFailure(
            e -> {
              LOG.log(Level.INFO, "an export was broken off", e);
              exchange.request().connection().close();
            });
  }

  private static boolean isLocal(@Nullable SocketAddress client) {
    String address = client == null ? null : client.hostAddress();
    if (address == null) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address in digits: " + address, e);
    }
  }
}
