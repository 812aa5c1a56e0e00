package io.twinfeed.group;

/** The sources can't be made one: the message says who says what. */
final class Contradiction extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String hint;

  Contradiction(String code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  String code() {
    return code;
  }

  String hint() {
    return hint;
  }
}
