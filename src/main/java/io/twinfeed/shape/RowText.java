package io.twinfeed.shape;

import io.twinfeed.read.RowName;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as text, for rejects. */
final class RowText {
  private final SourceQuery query;

  RowText(SourceQuery query) {
    this.query = query;
  }

  /** The row's columns; the values of sensitive ones are left out, long ones are cut. */
  Map<String, String> columns(SourceRow row) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < query.columns().size(); i++) {
      columns.put(
          query.columns().get(i).name(),
          query.sensitive().contains(i)
              ? "(sensitive)"
              : RowName.cut(RowName.text(row.values()[i])));
    }
    return columns;
  }

  /** A message about the row, without the values of sensitive columns. */
  String masked(String message, SourceRow row) {
    String masked = message;
    for (int place : query.sensitive()) {
      Object value = row.values()[place];
      String text = RowName.text(value);
      if (value != null && !text.isBlank()) {
        masked = masked.replace(text, "(sensitive)");
      }
    }
    return masked;
  }

  /** The values of the key columns as {@code name=value}; null if the source names no key. */
  @Nullable String key(SourceRow row) {
    return query.key().isEmpty() ? null : RowName.key(query, row);
  }
}
