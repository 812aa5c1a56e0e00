package io.twinfeed.local.query;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Keeps parsers from going so deep that they run out of stack: each level takes one more frame. */
public final class Nesting {
  /** Far more than the fifty connectives of a query can put to use. */
  private static final int MOST = 200;

  private Nesting() {}

  /** The token that opens one level too many; null if there is none. */
  public static @Nullable Token tooDeep(List<? extends Token> tokens) {
    int opened = 0;
    for (Token token : tokens) {
      if (token.getText().equals("(") || token.getText().equalsIgnoreCase("NOT")) {
        opened++;
      }
      if (opened > MOST) {
        return token;
      }
    }
    return null;
  }
}
