package io.twinfeed.shape;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Several;
import io.twinfeed.shape.Shaper.Use;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one row has to do with what was asked for.
 *
 * @param row its name
 * @param key what names it within its source, for people; null if the source names no key
 * @param columns as text, without the values of sensitive ones
 * @param packed the fragments that were asked for
 * @param filtered rules whose condition is false, or that do not see the row because it counts as
 *     deleted, and that would have spoken of the twin
 */
@SuppressWarnings("ArrayRecordComponent")
public record Traced(
    String source,
    String row,
    @Nullable String key,
    Map<String, String> columns,
    Use use,
    byte[] packed,
    List<Failure> failures,
    List<String> filtered)
    implements Serializable {

  public Traced {
    columns = new LinkedHashMap<>(columns);
    failures = List.copyOf(failures);
    filtered = List.copyOf(filtered);
  }

  /** The fragments that were asked for. */
  public List<Fragment> fragments() {
    return Several.unpacked(packed, FragmentBytes::read);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Traced that
        && that.source.equals(source)
        && that.row.equals(row)
        && that.columns.equals(columns)
        && Arrays.equals(that.packed, packed);
  }

  @Override
  public int hashCode() {
    return row.hashCode();
  }
}
