package io.twinfeed.local.query;

import io.twinfeed.local.store.Refused;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** How texts in a grammar are read: the first mistake ends it, and so does nesting without end. */
public final class Syntax {
  /** Far more than the fifty connectives of a query can put to use; each takes frames of stack. */
  private static final int MOST = 200;

  private Syntax() {}

  /** What is said of a mistake. */
  public interface Refusal {
    /**
     * @param line from 1
     * @param position in the line, from 0
     */
    Refused at(int line, int position, String message);
  }

  /**
   * @throws Refused as the refusal says, for what can't be a token or opens one level too many
   */
  public static CommonTokenStream tokens(Lexer lexer, Refusal refusal) {
    lexer.removeErrorListeners();
    lexer.addErrorListener(new FirstError(refusal));
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    Token deep = tooDeep(tokens.getTokens());
    if (deep != null) {
      throw refusal.at(
          deep.getLine(), deep.getCharPositionInLine(), "the condition is nested too deep.");
    }
    return tokens;
  }

  /** Makes a parser stop at the first mistake, as the service does. */
  public static <P extends Parser> P strict(P parser, Refusal refusal) {
    parser.removeErrorListeners();
    parser.addErrorListener(new FirstError(refusal));
    return parser;
  }

  private static @Nullable Token tooDeep(List<? extends Token> tokens) {
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

  private static final class FirstError extends BaseErrorListener {
    private final Refusal refusal;

    private FirstError(Refusal refusal) {
      this.refusal = refusal;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object symbol,
        int line,
        int position,
        String message,
        @Nullable RecognitionException e) {
      throw refusal.at(line, position, message);
    }
  }
}
