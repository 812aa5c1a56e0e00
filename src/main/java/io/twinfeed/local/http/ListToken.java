package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of models, routes or jobs goes on. Carries the page size along: clients send the
 * header only with the first request.
 *
 * @param after the id of the last item so far; null at the beginning
 */
record ListToken(int size, @Nullable String after) {
  private static final int PAGE = 100;

  /** What writes one item of a list. */
  interface Item<T> {
    void write(JsonGenerator out, T item) throws IOException;
  }

  static ListToken of(Exchange exchange) {
    String text = exchange.parameter("continuationToken");
    if (text == null) {
      return new ListToken(exchange.pageSize(PAGE, PAGE), null);
    }
    int split = text.indexOf('_');
    try {
      int size = Math.max(1, Integer.parseInt(text.substring(0, Math.max(0, split))));
      return new ListToken(exchange.pageSize(size, PAGE), text.substring(split + 1));
    } catch (NumberFormatException e) {
      throw new Refused(Code.INVALID_ARGUMENT, "The continuation token is invalid.");
    }
  }

  /**
   * Answers with a page: the items first, then the link to the next (adt-service.md §0.8).
   *
   * @param path of the list, as the service spells it in links
   * @param query parameters to keep in the link, each with {@code &} after it
   */
  <T> void answer(
      Exchange exchange,
      String path,
      String query,
      Page<T> page,
      Function<T, String> id,
      Item<T> item) {
    String next =
        page.more()
            ? exchange.link(
                path,
                query
                    + "continuationToken="
                    + Exchange.encode(size + "_" + id.apply(page.last()))
                    + "&")
            : null;
    exchange.json(
        200,
        null,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("value");
          for (T each : page.items()) {
            item.write(out, each);
          }
          out.writeEndArray();
          out.writeStringField("nextLink", next);
          out.writeEndObject();
        });
  }
}
