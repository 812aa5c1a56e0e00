package io.twinfeed.read;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Sha256;
import io.twinfeed.flow.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Names the rows of a source, the same way in every run. */
public final class RowName {
  private static final int LONGEST = 200;

  private RowName() {}

  /**
   * By its key, as text where that is short and not sensitive, else by a hash; by a hash of all its
   * own values if the source names no key.
   */
  public static String of(SourceQuery query, SourceRow row) {
    if (query.key().isEmpty()) {
      return hash(row, IntStream.range(0, query.ownColumns()).boxed().toList());
    }
    boolean isShort =
        query.key().stream()
            .allMatch(
                place ->
                    !query.sensitive().contains(place)
                        && text(row.values()[place]).length() <= LONGEST);
    return isShort ? key(query, row) : hash(row, query.key());
  }

  /** The values of the key columns as {@code name=value}, whatever they are. */
  public static String key(SourceQuery query, SourceRow row) {
    return query.key().stream()
        .map(
            place ->
                query.columns().get(place).name()
                    + "="
                    + (query.sensitive().contains(place)
                        ? "(sensitive)"
                        : cut(text(row.values()[place]))))
        .collect(Collectors.joining(", "));
  }

  /** A value for people. */
  public static String text(@Nullable Object value) {
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

  /** A text that is not too long to be shown. */
  public static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }

  private static String hash(SourceRow row, List<Integer> places) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int place : places) {
        Bytes.writeDatum(out, row.values()[place]);
      }
      byte[] hash = Sha256.begin().digest(bytes.toByteArray());
      return "#" + HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
