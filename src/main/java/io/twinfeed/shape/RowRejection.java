package io.twinfeed.shape;

import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule can't be followed for a row. */
final class RowRejection extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;
  private final String hint;
  private transient Set<Integer> columns = Set.of();
  private String withoutValue = "";

  RowRejection(String code, String message, String hint) {
    this(code, message, hint, null);
  }

  RowRejection(String code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  /**
   * The same, of a value that was made of columns.
   *
   * @param from their places
   * @param what names the value: {@code property power}
   */
  RowRejection about(Set<Integer> from, String what) {
    columns = Set.copyOf(from);
    withoutValue = what + ": what is wrong is not shown, since it is made of a sensitive column";
    return this;
  }

  /** The message, without a value that is made of one of these columns. */
  String textWithout(Set<Integer> sensitive) {
    return Collections.disjoint(columns, sensitive) ? text() : withoutValue;
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
