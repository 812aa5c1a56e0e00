package io.twinfeed.spec.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import org.jspecify.annotations.Nullable;

/** What one evaluation sees: the row, the twin's id, and the variables of macros. */
final class Frame {
  private final @Nullable Object[] row;
  private final @Nullable String twinId;
  private final Object[] locals;

  Frame(@Nullable Object[] row, @Nullable String twinId, int locals) {
    this.row = row;
    this.twinId = twinId;
    this.locals = new Object[locals];
  }

  Object column(int index) {
    Object value = row[index];
    // A Java null would become a CelUnknownSet without an error
    return value == null
        ? NullValue.NULL_VALUE
        : value instanceof byte[] bytes ? CelByteString.of(bytes) : value;
  }

  Object twinId() {
    return twinId == null ? NullValue.NULL_VALUE : twinId;
  }

  Object local(int slot) {
    return locals[slot];
  }

  void setLocal(int slot, Object value) {
    locals[slot] = value;
  }
}
