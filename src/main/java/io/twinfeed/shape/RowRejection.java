package io.twinfeed.shape;

import org.jspecify.annotations.Nullable;

/** A rule can't be followed for a row. */
final class RowRejection extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String hint;

  RowRejection(String code, String message, String hint) {
    this(code, message, hint, null);
  }

  RowRejection(String code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  String code() {
    return code;
  }

  String hint() {
    return hint;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
