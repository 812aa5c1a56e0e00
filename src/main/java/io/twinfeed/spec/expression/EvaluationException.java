package io.twinfeed.spec.expression;

/** An expression has no value for a row. The message names the expression and says why. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  public EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
