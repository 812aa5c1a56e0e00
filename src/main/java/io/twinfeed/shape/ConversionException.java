package io.twinfeed.shape;

import org.jspecify.annotations.Nullable;

/** A value that its schema can't take. The message completes "column x has …". */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of reject it makes. */
  public enum Why {
    VALUE,
    TOO_LONG
  }

  private final Why why;

  ConversionException(Why why, String message) {
    this(why, message, null);
  }

  ConversionException(Why why, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
