package io.twinfeed.shape;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Unreadable;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row as text: for rejects, and to name it among the rows of its source. */
final class RowText {
  private static final int LONGEST = 200;

  private final SourceQuery query;

  RowText(SourceQuery query) {
    this.query = query;
  }

  /** The row's columns; the values of sensitive ones are left out, long ones are cut. */
  Map<String, String> columns(SourceRow row) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < query.columns().size(); i++) {
      Object value = row.values()[i];
      columns.put(
          query.columns().get(i).name(),
          query.sensitive().contains(i) ? "(sensitive)" : cut(text(value)));
    }
    return columns;
  }

  /** A message about the row, without the values of sensitive columns. */
  String masked(String message, SourceRow row) {
    String masked = message;
    for (int place : query.sensitive()) {
      Object value = row.values()[place];
      String text = text(value);
      if (value != null && !text.isBlank()) {
        masked = masked.replace(text, "(sensitive)");
      }
    }
    return masked;
  }

  /** The values of the key columns as {@code name=value}; null if the source names no key. */
  @Nullable String key(SourceRow row) {
    if (query.key().isEmpty()) {
      return null;
    }
    StringBuilder key = new StringBuilder();
    for (int place : query.key()) {
      key.append(key.isEmpty() ? "" : ", ").append(query.columns().get(place).name()).append('=');
      key.append(
          query.sensitive().contains(place) ? "(sensitive)" : cut(text(row.values()[place])));
    }
    return key.toString();
  }

  /**
   * Names the row the same way in every run: by its key, as text where that is short and not
   * sensitive, else by a hash; by a hash of all its own values if the source names no key.
   */
  String name(SourceRow row) {
    if (query.key().isEmpty()) {
      return hash(row, IntStream.range(0, query.ownColumns()).boxed().toList());
    }
    for (int place : query.key()) {
      if (query.sensitive().contains(place) || text(row.values()[place]).length() > LONGEST) {
        return hash(row, query.key());
      }
    }
    return Objects.requireNonNull(key(row));
  }

  private static String hash(SourceRow row, List<Integer> places) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int place : places) {
        Bytes.writeDatum(out, row.values()[place]);
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return "#" + HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    return value instanceof Unreadable ? "(unreadable)" : value.toString();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
