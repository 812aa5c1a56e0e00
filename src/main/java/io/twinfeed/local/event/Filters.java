package io.twinfeed.local.event;

import io.twinfeed.local.query.Nesting;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Whether the condition of a route is well-formed; names in it are not looked up. */
final class Filters {
  private Filters() {}

  /**
   * @throws Refused with {@link Code#EVENT_ROUTE_FILTER_INVALID}, naming line and position
   */
  static void check(String filter) {
    EventFilterLexer lexer = new EventFilterLexer(CharStreams.fromString(filter));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new FirstError());
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    Token deep = Nesting.tooDeep(tokens.getTokens());
    if (deep != null) {
      throw refused(deep.getLine(), deep.getCharPositionInLine(), "it is nested too deep");
    }
    EventFilterParser parser = new EventFilterParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new FirstError());
    parser.filter();
  }

  private static Refused refused(int line, int position, String message) {
    return new Refused(
        Code.EVENT_ROUTE_FILTER_INVALID,
        "The filter provided is invalid: Line=%d, Position=%d, Message=%s. See event route documentation (https://aka.ms/ADTv2Routes)."
            .formatted(line, position, message));
  }

  private static final class FirstError extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int position,
        String message,
        @Nullable RecognitionException e) {
      throw refused(line, position, message);
    }
  }
}
