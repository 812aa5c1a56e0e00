package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.query.Query;
import io.twinfeed.local.query.Row;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.GraphJson;
import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.Refused;
import io.twinfeed.local.store.View;
import io.twinfeed.twin.Value;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query API (adt-service.md §1.6). */
final class QueryRoutes implements Routes {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final View view;
  private final Limiter limiter;
  private final InstantSource clock;

  QueryRoutes(View view, Limiter limiter, InstantSource clock) {
    this.view = view;
    this.limiter = limiter;
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    Route.on(router, HttpMethod.POST, "(?i)/query/?", this::query);
  }

  private record Answer(Buffer body, double charge) {}

  private void query(Exchange exchange) {
    limiter.query();
    Buffer body = exchange.body();
    int asked = exchange.pageSize(PAGE, LARGEST_PAGE);
    boolean said = exchange.request().headers().contains("max-items-per-page");
    exchange.context().response().setChunked(true);
    // A query may walk through the whole graph: not on the event loop.
    exchange
        .context()
        .vertx()
        .executeBlocking(() -> answer(exchange, body, said ? asked : 0), false)
        .onSuccess(
            answer -> {
              limiter.charge(answer.charge());
              exchange
                  .context()
                  .response()
                  .putHeader("query-charge", Double.toString(answer.charge()));
              exchange.json(200, null, answer.body());
            })
        .onFailure(exchange.context()::fail);
  }

  private Answer answer(Exchange exchange, Buffer body, int asked) {
    Map<String, Value> members = JsonIn.object(body).members().members();
    QueryToken token;
    if (members.get("continuationToken") instanceof Value.Text text) {
      token = QueryToken.read(text.text());
    } else if (members.get("query") instanceof Value.Text text) {
      token = new QueryToken(text.text(), null, PAGE, 0);
    } else {
      throw new Refused(Code.BAD_REQUEST, "The request must have a query or a continuation token.");
    }
    int size = asked > 0 ? asked : Math.min(token.size(), LARGEST_PAGE);
    Query.Result result = Query.parse(token.query()).run(view, token.after(), size, clock);
    Query.Cursor next = result.next();
    String following =
        next == null ? null : new QueryToken(token.query(), next, size, token.page() + 1).write();
    return new Answer(
        JsonOut.buffer(out -> write(out, exchange, result, following)), charge(result));
  }

  // No formula is published; charges of 2.8 (no row) to 13.68 were seen. This one grows with the
  // rows given, so that a client which adds charges up has something to add.
  private static double charge(Query.Result result) {
    return (280 + 10 * result.rows().size()) / 100.0;
  }

  private static void write(
      JsonGenerator out, Exchange exchange, Query.Result result, @Nullable String next)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("value");
    for (Row row : result.rows()) {
      if (row instanceof Row.Whole whole) {
        held(out, exchange, whole.held());
      } else if (row instanceof Row.Columns columns) {
        out.writeStartObject();
        for (Map.Entry<String, Row.Cell> cell : columns.cells().entrySet()) {
          out.writeFieldName(cell.getKey());
          cell(out, exchange, cell.getValue());
        }
        out.writeEndObject();
      }
    }
    out.writeEndArray();
    out.writeStringField("continuationToken", next);
    out.writeEndObject();
  }

  private static void cell(JsonGenerator out, Exchange exchange, Row.Cell cell) throws IOException {
    if (cell instanceof Row.Element element) {
      held(out, exchange, element.held());
    } else if (cell instanceof Row.Plain plain) {
      GraphJson.value(out, plain.value());
    }
  }

  private static void held(JsonGenerator out, Exchange exchange, Held held) throws IOException {
    if (held instanceof HeldTwin twin) {
      GraphJson.twin(out, twin, exchange.lastUpdateTime());
    } else if (held instanceof HeldRelationship relationship) {
      GraphJson.relationship(out, relationship);
    }
  }
}
