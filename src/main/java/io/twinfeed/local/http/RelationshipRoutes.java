package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.store.Body;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.GraphJson;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import io.twinfeed.local.store.Relationships;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Relationships, one by one and as lists in both directions (adt-service.md §1.5). */
final class RelationshipRoutes implements Routes {
  /** As recorded; no page size is documented (adt-service.md §0.8). */
  private static final int PAGE = 10;

  private static final int LARGEST_PAGE = 1_000;

  private final Relationships relationships;
  private final Limiter limiter;

  RelationshipRoutes(Graph graph, Limiter limiter) {
    this.relationships = graph.relationships();
    this.limiter = limiter;
  }

  @Override
  public void register(Router router) {
    String twin = "(?i)/digitaltwins/[^/]+";
    String one = twin + "/relationships/[^/]+";
    Route.on(router, HttpMethod.PUT, one + "/?", this::put);
    Route.on(router, HttpMethod.GET, one + "/?", this::get);
    Route.on(router, HttpMethod.PATCH, one + "/?", this::patch);
    Route.on(router, HttpMethod.DELETE, one + "/?", this::delete);
    Route.on(router, HttpMethod.GET, twin + "/relationships/?", this::outgoing);
    Route.on(router, HttpMethod.GET, twin + "/incomingrelationships/?", this::incoming);
  }

  private void get(Exchange exchange) {
    relationship(exchange, relationships.get(exchange.segment(1), exchange.segment(3)));
  }

  private void put(Exchange exchange) {
    boolean onlyIfAbsent = exchange.onlyIfAbsent();
    String source = exchange.segment(1);
    Body body = JsonIn.object(exchange.body());
    String target =
        body.members().members().get("$targetId") instanceof Value.Text id ? id.text() : source;
    limiter.write(Set.copyOf(List.of(source, target)));
    relationship(exchange, relationships.put(source, exchange.segment(3), body, onlyIfAbsent));
  }

  private void patch(Exchange exchange) {
    Patch patch = PatchJson.read(exchange.body(), "");
    limit(exchange);
    HeldRelationship after =
        relationships.patch(exchange.segment(1), exchange.segment(3), patch, exchange.ifMatch());
    exchange.noContent(after == null ? null : after.etag());
  }

  private void delete(Exchange exchange) {
    limit(exchange);
    relationships.delete(exchange.segment(1), exchange.segment(3), exchange.ifMatch());
    exchange.noContent(null);
  }

  // Both ends pay for a write, where the other end is known.
  private void limit(Exchange exchange) {
    if (!limiter.isOpen()) {
      String source = exchange.segment(1);
      HeldRelationship now = relationships.find(source, exchange.segment(3));
      limiter.write(now == null ? Set.of(source) : Set.of(source, now.target()));
    }
  }

  private void outgoing(Exchange exchange) {
    String twin = exchange.segment(1);
    String name = exchange.parameter("relationshipName");
    HeldRelationship.Key after = after(exchange);
    Page<HeldRelationship> page =
        relationships.outgoing(
            twin, name, after == null ? null : after.id(), exchange.pageSize(PAGE, LARGEST_PAGE));
    String filter = name == null ? "" : "relationshipName=" + Exchange.encode(name) + "&";
    list(exchange, page, "relationships", filter, GraphJson::relationship);
  }

  private void incoming(Exchange exchange) {
    Page<HeldRelationship> page =
        relationships.incoming(
            exchange.segment(1), after(exchange), exchange.pageSize(PAGE, LARGEST_PAGE));
    list(
        exchange,
        page,
        "incomingrelationships",
        "",
        (out, relationship) -> incoming(exchange, out, relationship));
  }

  private static void incoming(Exchange exchange, JsonGenerator out, HeldRelationship relationship)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("$relationshipId", relationship.id());
    out.writeStringField("$sourceId", relationship.source());
    out.writeStringField("$relationshipName", relationship.name());
    out.writeStringField(
        "$relationshipLink",
        exchange.link(
            "/digitaltwins/"
                + Exchange.encode(relationship.source())
                + "/relationships/"
                + Exchange.encode(relationship.id()),
            ""));
    out.writeEndObject();
  }

  private interface Item {
    void write(JsonGenerator out, HeldRelationship relationship) throws IOException;
  }

  // The link first, unlike in the lists of models (adt-service.md §0.8).
  private static void list(
      Exchange exchange, Page<HeldRelationship> page, String list, String filter, Item item) {
    String next =
        page.more()
            ? exchange.link(
                "/digitaltwins/" + Exchange.encode(exchange.segment(1)) + "/" + list,
                "continuationToken=" + Exchange.encode(token(page.last())) + "&" + filter)
            : null;
    exchange.json(
        200,
        null,
        out -> {
          out.writeStartObject();
          out.writeStringField("nextLink", next);
          out.writeArrayFieldStart("value");
          for (HeldRelationship each : page.items()) {
            item.write(out, each);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  // Recorded as {relationship id}_{source id}; an underscore of an id is escaped to keep the two
  // apart.
  private static String token(HeldRelationship last) {
    return last.id().replace("%", "%25").replace("_", "%5F") + "_" + last.source();
  }

  private static HeldRelationship.@Nullable Key after(Exchange exchange) {
    String token = exchange.parameter("continuationToken");
    if (token == null) {
      return null;
    }
    int split = token.indexOf('_');
    if (split < 0) {
      throw new Refused(Code.INVALID_ARGUMENT, "The continuation token is invalid.");
    }
    String id = token.substring(0, split).replace("%5F", "_").replace("%25", "%");
    return new HeldRelationship.Key(id, token.substring(split + 1));
  }

  private static void relationship(Exchange exchange, HeldRelationship relationship) {
    exchange.json(200, relationship.etag(), out -> GraphJson.relationship(out, relationship));
  }
}
