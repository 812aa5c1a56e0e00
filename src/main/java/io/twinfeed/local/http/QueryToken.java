package io.twinfeed.local.http;

import io.twinfeed.local.query.Query;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.twinfeed.twin.Value;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a query goes on: text that is itself JSON, opaque to clients, with the member names of the
 * service's (adt-service.md §1.6). It holds all that is needed, so that a token outlives a restart.
 *
 * @param after where the page before ended; null for the first page
 * @param page the number of the page that this leads to, from 0
 */
record QueryToken(String query, Query.@Nullable Cursor after, int size, int page) {

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /**
   * @throws Refused with {@link Code#BAD_REQUEST} for what this service has not written
   */
  static QueryToken read(String text) {
    Map<String, Value> members = members(text);
    if (members.get("_q") instanceof Value.Text query
        && members.get("_id") instanceof Value.Items last
        && members.get("_rc") instanceof Value.Num rows
        && members.get("_s") instanceof Value.Num size
        && members.get("_pn") instanceof Value.Num page
        && isCount(size)
        && isCount(rows)
        && !last.items().isEmpty()) {
      List<String> ids = new ArrayList<>();
      for (Value id : last.items()) {
        if (!(id instanceof Value.Text each)) {
          throw bad();
        }
        ids.add(each.text());
      }
      return new QueryToken(
          query.text(),
          new Query.Cursor(ids, rows.number().intValue()),
          size.number().intValue(),
          page.number().intValue());
    }
    throw bad();
  }

  String write() {
    return JsonOut.buffer(
            out -> {
              out.writeStartObject();
              out.writeNumberField("_t", 2);
              out.writeNumberField("_s", size);
              out.writeNumberField("_rc", after == null ? 0 : after.rows());
              out.writeStringField("_q", query);
              out.writeArrayFieldStart("_id");
              for (String id : after == null ? List.<String>of() : after.last()) {
                out.writeString(id);
              }
              out.writeEndArray();
              out.writeNumberField("_pn", page);
              out.writeEndObject();
            })
        .toString();
  }

  private static boolean isCount(Value.Num number) {
    return number.number().signum() > 0
        && number.number().scale() == 0
        && number.number().compareTo(LARGEST) <= 0;
  }

  private static Map<String, Value> members(String text) {
    try {
      return JsonIn.object(Buffer.buffer(text)).members().members();
    } catch (Refused e) {
      throw bad();
    }
  }

  private static Refused bad() {
    return new Refused(Code.BAD_REQUEST, "The continuation token is invalid.");
  }
}
