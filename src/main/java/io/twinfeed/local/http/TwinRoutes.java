package io.twinfeed.local.http;

import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.GraphJson;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.Part;
import io.twinfeed.local.store.Refused;
import io.twinfeed.local.store.Times;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Twins and their components (adt-service.md §1.3, §1.4). */
final class TwinRoutes implements Routes {
  private final Graph graph;
  private final Limiter limiter;

  TwinRoutes(Graph graph, Limiter limiter) {
    this.graph = graph;
    this.limiter = limiter;
  }

  @Override
  public void register(Router router) {
    String twin = "(?i)/digitaltwins/[^/]+";
    Route.on(router, HttpMethod.PUT, twin + "/?", this::put);
    Route.on(router, HttpMethod.GET, twin + "/?", this::get);
    Route.on(router, HttpMethod.PATCH, twin + "/?", this::patch);
    Route.on(router, HttpMethod.DELETE, twin + "/?", this::delete);
    Route.on(router, HttpMethod.POST, twin + "/telemetry/?", this::send);
    String component = twin + "/components/[^/]+";
    Route.on(router, HttpMethod.GET, component + "/?", this::getComponent);
    Route.on(router, HttpMethod.PATCH, component + "/?", this::patchComponent);
    Route.on(router, HttpMethod.POST, component + "/telemetry/?", this::sendFromComponent);
  }

  private void get(Exchange exchange) {
    twin(exchange, graph.get(exchange.segment(1)));
  }

  private void put(Exchange exchange) {
    boolean onlyIfAbsent = exchange.onlyIfAbsent();
    String id = exchange.segment(1);
    limiter.write(List.of(id));
    twin(exchange, graph.put(id, JsonIn.object(exchange.body()), onlyIfAbsent));
  }

  private void patch(Exchange exchange) {
    patch(exchange, PatchJson.read(exchange.body(), ""));
  }

  private void delete(Exchange exchange) {
    String id = exchange.segment(1);
    limiter.write(List.of(id));
    graph.delete(id, exchange.ifMatch());
    exchange.noContent(null);
  }

  private void getComponent(Exchange exchange) {
    HeldTwin twin = graph.get(exchange.segment(1));
    Part part = Graph.component(twin, exchange.segment(3));
    // Unlike a twin, a component alone shows its time in every version (recorded at 2020-10-31).
    exchange.json(
        200, twin.etag(), out -> GraphJson.component(out, part, GraphJson.LastUpdateTime.SHOWN));
  }

  // The service reads it as a patch of the twin, and its messages show that.
  private void patchComponent(Exchange exchange) {
    String prefix = PropertyPath.of(exchange.segment(3)).pointer();
    patch(exchange, PatchJson.read(exchange.body(), prefix));
  }

  private void send(Exchange exchange) {
    send(exchange, null);
  }

  private void sendFromComponent(Exchange exchange) {
    send(exchange, exchange.segment(3));
  }

  private void send(Exchange exchange, @Nullable String component) {
    String message = exchange.request().getHeader("Message-Id");
    if (message == null || message.isBlank()) {
      throw new Refused(Code.INVALID_ARGUMENT, "The header Message-Id is missing.");
    }
    String time = exchange.request().getHeader("Telemetry-Source-Time");
    if (time != null && !Times.isDateTime(time)) {
      throw new Refused(
          Code.INVALID_ARGUMENT, "Telemetry-Source-Time is not a time of RFC 3339: " + time + ".");
    }
    graph.checkTelemetry(exchange.segment(1), component, JsonIn.object(exchange.body()));
    exchange.noContent(null);
  }

  private void patch(Exchange exchange, Patch patch) {
    String id = exchange.segment(1);
    limiter.write(List.of(id));
    HeldTwin after = graph.patch(id, patch, exchange.ifMatch());
    exchange.noContent(after == null ? null : after.etag());
  }

  private static void twin(Exchange exchange, HeldTwin twin) {
    exchange.json(200, twin.etag(), out -> GraphJson.twin(out, twin, exchange.lastUpdateTime()));
  }
}
