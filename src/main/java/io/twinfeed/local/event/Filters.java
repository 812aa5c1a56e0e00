package io.twinfeed.local.event;

import io.twinfeed.local.query.Syntax;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import org.antlr.v4.runtime.CharStreams;

/** Whether the condition of a route is well-formed; names in it are not looked up. */
final class Filters {
  private Filters() {}

  /**
   * @throws Refused with {@link Code#EVENT_ROUTE_FILTER_INVALID}, naming line and position
   */
  static void check(String filter) {
    EventFilterLexer lexer = new EventFilterLexer(CharStreams.fromString(filter));
    EventFilterParser parser = new EventFilterParser(Syntax.tokens(lexer, Filters::refused));
    Syntax.strict(parser, Filters::refused).filter();
  }

  private static Refused refused(int line, int position, String message) {
    return new Refused(
        Code.EVENT_ROUTE_FILTER_INVALID,
        "The filter provided is invalid: Line=%d, Position=%d, Message=%s See event route documentation (https://aka.ms/ADTv2Routes)."
            .formatted(line, position, message));
  }
}
