package io.twinfeed.read;

import io.twinfeed.flow.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of a source.
 *
 * @param values in the order of the source's columns, typed as ColumnType says; null for NULL; an
 *     Unreadable where the database's value can't be taken. Not copied: a million of them pass
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRow(@Nullable Object[] values) {
  /** Whether the database gave no value that can't be taken. */
  public boolean isReadable() {
    for (Object value : values) {
      if (value instanceof Unreadable) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceRow that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return "SourceRow of " + values.length + " columns";
  }
}
