package io.twinfeed.local.query;

import io.twinfeed.local.store.Held;
import io.twinfeed.twin.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One row of a result. */
public sealed interface Row {

  /** A twin or relationship by itself: what {@code SELECT *} gives. */
  record Whole(Held held) implements Row {}

  /** Named columns; one without a value in this row is left out. */
  record Columns(Map<String, Cell> cells) implements Row {
    public Columns {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
  }

  /** What stands in a column. */
  sealed interface Cell {}

  record Element(Held held) implements Cell {}

  record Plain(Value value) implements Cell {}
}
