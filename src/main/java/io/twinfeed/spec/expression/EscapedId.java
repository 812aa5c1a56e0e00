package io.twinfeed.spec.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;

/**
 * Makes one id of several values, so that two different lists of values never give one id.
 *
 * <p>The parts are joined by {@code :}. Text stands as it is, but every character other than an
 * ASCII letter, digit, {@code .}, {@code _} and {@code -} becomes {@code ~} and two capital hex
 * digits for each byte of its UTF-8; empty text is a single {@code ~}. Any other type begins with
 * {@code ~} and a small letter, which no escape does: {@code ~i7} int, {@code ~d1.5} decimal,
 * {@code ~f1.5} double, {@code ~btrue} bool, {@code ~t2024-01-31T120000Z} timestamp, {@code ~x00ff}
 * bytes. So {@code id('A/1', 7)} is {@code A~2F1:~i7}.
 */
final class EscapedId {
  private static final HexFormat CAPITALS = HexFormat.of().withUpperCase();

  private static final BitSet PLAIN = new BitSet();

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".chars().forEach(PLAIN::set);
  }

  private EscapedId() {}

  static String of(Object[] values) throws CelEvaluationException {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        id.append(':');
      }
      append(id, values[i]);
    }
    return id.toString();
  }

  private static void append(StringBuilder id, Object value) throws CelEvaluationException {
    if (value instanceof String text) {
      escape(id, text);
    } else if (value instanceof Long || value instanceof UnsignedLong) {
      id.append("~i").append(value);
    } else if (value instanceof BigDecimal decimal) {
      id.append("~d").append(Numbers.text(decimal));
    } else if (value instanceof Double binary) {
      // NaN is refused; the two zeros are one value
      id.append("~f").append(Numbers.text(Numbers.decimal(binary)));
    } else if (value instanceof Boolean) {
      id.append("~b").append(value);
    } else if (value instanceof Instant instant) {
      id.append("~t").append(instant.toString().replace(":", ""));
    } else if (value instanceof CelByteString bytes) {
      id.append("~x").append(HexFormat.of().formatHex(bytes.toByteArray()));
    } else {
      throw new CelEvaluationException("id() takes no lists, maps or durations");
    }
  }

  private static void escape(StringBuilder id, String text) throws CelEvaluationException {
    if (text.isEmpty()) {
      id.append('~');
      return;
    }
    ByteBuffer bytes;
    try {
      // An unpaired surrogate must not become the same '?' as another one
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new CelEvaluationException("id() was given text that is not valid Unicode", e);
    }
    while (bytes.hasRemaining()) {
      byte each = bytes.get();
      if (PLAIN.get(each & 0xFF)) {
        id.append((char) each);
      } else {
        id.append('~').append(CAPITALS.toHexDigits(each));
      }
    }
  }
}
