package io.twinfeed.flow;

import io.twinfeed.twin.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of values. A million rows cross one shuffle, and Java's own serialization costs four
 * times the time of these few tags (beam-flink-jdbc.md).
 */
public final class Bytes {
  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int LONG = 2;
  private static final int DECIMAL = 3;
  private static final int DOUBLE = 4;
  private static final int TRUE = 5;
  private static final int FALSE = 6;
  private static final int INSTANT = 7;
  private static final int BYTES = 8;
  private static final int LIST = 9;
  private static final int MAP = 10;
  private static final int UNREADABLE = 11;

  private Bytes() {}

  /**
   * Writes a scalar of a row or of an expression, or a list or map of them.
   *
   * @throws IllegalArgumentException for any other type
   */
  public static void writeDatum(DataOutput out, @Nullable Object datum) throws IOException {
    if (datum == null) {
      out.writeByte(NULL);
    } else if (datum instanceof String text) {
      out.writeByte(TEXT);
      writeText(out, text);
    } else if (datum instanceof Long number) {
      out.writeByte(LONG);
      out.writeLong(number);
    } else if (datum instanceof BigDecimal number) {
      out.writeByte(DECIMAL);
      writeDecimal(out, number);
    } else if (datum instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeDouble(number);
    } else if (datum instanceof Boolean is) {
      out.writeByte(is ? TRUE : FALSE);
    } else if (datum instanceof Instant instant) {
      out.writeByte(INSTANT);
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (datum instanceof byte[] bytes) {
      out.writeByte(BYTES);
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (datum instanceof Unreadable unreadable) {
      out.writeByte(UNREADABLE);
      writeText(out, unreadable.why());
    } else if (datum instanceof List<?> list) {
      out.writeByte(LIST);
      out.writeInt(list.size());
      for (Object item : list) {
        writeDatum(out, item);
      }
    } else if (datum instanceof Map<?, ?> map) {
      out.writeByte(MAP);
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writeText(out, (String) entry.getKey());
        writeDatum(out, entry.getValue());
      }
    } else {
      throw new IllegalArgumentException("no bytes for a " + datum.getClass().getName());
    }
  }

  public static @Nullable Object readDatum(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case NULL -> null;
      case TEXT -> readText(in);
      case LONG -> in.readLong();
      case DECIMAL -> readDecimal(in);
      case DOUBLE -> in.readDouble();
      case TRUE -> true;
      case FALSE -> false;
      case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case BYTES -> {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        yield bytes;
      }
      case UNREADABLE -> new Unreadable(readText(in));
      case LIST -> {
        int size = in.readInt();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          list.add(readDatum(in));
        }
        yield list;
      }
      case MAP -> {
        int size = in.readInt();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          map.put(readText(in), readDatum(in));
        }
        yield map;
      }
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  /** Writes a value of a twin, with its digits and the order of its members. */
  public static void writeValue(DataOutput out, Value value) throws IOException {
    if (value instanceof Value.Text text) {
      out.writeByte(TEXT);
      writeText(out, text.text());
    } else if (value instanceof Value.Num num) {
      out.writeByte(DECIMAL);
      writeDecimal(out, num.number());
    } else if (value instanceof Value.Bool bool) {
      out.writeByte(bool.is() ? TRUE : FALSE);
    } else if (value instanceof Value.Struct struct) {
      out.writeByte(MAP);
      Several.writeMap(out, struct.members(), Bytes::writeText, Bytes::writeValue);
    } else if (value instanceof Value.Items items) {
      out.writeByte(LIST);
      Several.write(out, items.items(), Bytes::writeValue);
    }
  }

  public static Value readValue(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case TEXT -> new Value.Text(readText(in));
      case DECIMAL -> new Value.Num(readDecimal(in));
      case TRUE -> new Value.Bool(true);
      case FALSE -> new Value.Bool(false);
      case MAP -> new Value.Struct(Several.readMap(in, Bytes::readText, Bytes::readValue));
      case LIST -> new Value.Items(Several.read(in, Bytes::readValue));
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  public static void writeText(DataOutput out, String text) throws IOException {
    // writeUTF stops at 64 KiB
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  public static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void writeDecimal(DataOutput out, BigDecimal number) throws IOException {
    byte[] unscaled = number.unscaledValue().toByteArray();
    out.writeInt(number.scale());
    out.writeInt(unscaled.length);
    out.write(unscaled);
  }

  private static BigDecimal readDecimal(DataInput in) throws IOException {
    int scale = in.readInt();
    byte[] unscaled = new byte[in.readInt()];
    in.readFully(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }
}
