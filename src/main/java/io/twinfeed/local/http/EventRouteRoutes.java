package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.event.EventRoute;
import io.twinfeed.local.event.EventRoutes;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.twinfeed.twin.Value;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.Map;

/** Event routes (adt-service.md §1.6). */
final class EventRouteRoutes implements Routes {
  private final EventRoutes routes;

  EventRouteRoutes(EventRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void register(Router router) {
    Route.on(router, HttpMethod.GET, "(?i)/eventroutes/?", this::list);
    Route.on(router, HttpMethod.GET, "(?i)/eventroutes/[^/]+/?", this::get);
    Route.on(router, HttpMethod.PUT, "(?i)/eventroutes/[^/]+/?", this::put);
    Route.on(router, HttpMethod.DELETE, "(?i)/eventroutes/[^/]+/?", this::delete);
  }

  private void list(Exchange exchange) {
    ListToken token = ListToken.of(exchange);
    token.answer(
        exchange,
        "/EventRoutes",
        "",
        routes.list(token.after(), token.size()),
        EventRoute::id,
        EventRouteRoutes::route);
  }

  private void get(Exchange exchange) {
    EventRoute route = routes.get(exchange.segment(1));
    exchange.json(200, null, out -> route(out, route));
  }

  private void put(Exchange exchange) {
    Map<String, Value> members = JsonIn.object(exchange.body()).members().members();
    routes.put(
        new EventRoute(
            exchange.segment(1), text(members, "endpointName"), text(members, "filter")));
    exchange.noContent(null);
  }

  private void delete(Exchange exchange) {
    routes.delete(exchange.segment(1));
    exchange.noContent(null);
  }

  private static String text(Map<String, Value> members, String name) {
    if (members.get(name) instanceof Value.Text text) {
      return text.text();
    }
    throw new Refused(Code.INVALID_ARGUMENT, "The payload is invalid: " + name + " is missing.");
  }

  private static void route(JsonGenerator out, EventRoute route) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", route.id());
    out.writeStringField("endpointName", route.endpointName());
    out.writeStringField("filter", route.filter());
    out.writeEndObject();
  }
}
