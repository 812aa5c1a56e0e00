package io.twinfeed.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Arrays are written and read as the streams of Java do it. */
class ArrayBytesTest {
  @Test
  void an_array_that_breaks_off_is_no_data() {
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> new ArrayInput(new byte[3], 0).readInt());
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> new ArrayInput(new byte[3], 1).readFully(new byte[3]));
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> new ArrayInput(new byte[0], 0).readByte());
  }

  @Property(tries = 300)
  void anything_is_written_as_by_a_stream_and_read_as_by_one(
      @ForAll List<Long> numbers, @ForAll List<String> texts) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream stream = new DataOutputStream(expected);
    ArrayOutput array = new ArrayOutput();
    array.writeLong(1);
    array.reset();
    for (long number : numbers) {
      write(stream, number);
      write(array, number);
    }
    for (String text : texts) {
      Bytes.writeText(stream, text);
      Bytes.writeText(array, text);
      stream.writeChars(text);
      array.writeChars(text);
      stream.writeBytes(text);
      array.writeBytes(text.codePoints().allMatch(c -> c < 256) ? text : latin(text));
    }

    byte[] bytes = array.toByteArray();
    assertThat(bytes).isEqualTo(expected.toByteArray()).hasSize(array.size());

    byte[] shifted = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, shifted, 1, bytes.length);
    ArrayInput in = new ArrayInput(shifted, 1);
    DataInputStream other = new DataInputStream(new ByteArrayInputStream(bytes));
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(read(in)).isEqualTo(read(other));
    }
    assertThat(in.skipBytes(2)).isEqualTo(other.skipBytes(2));
    assertThat(in.skipBytes(Integer.MAX_VALUE)).isEqualTo(other.skipBytes(Integer.MAX_VALUE));
    assertThat(in.isAtEnd()).isTrue();
  }

  // Its low bytes, as writeBytes takes them
  private static String latin(String text) {
    StringBuilder low = new StringBuilder();
    text.chars().forEach(c -> low.append((char) (c & 0xff)));
    return low.toString();
  }

  private static void write(java.io.DataOutput out, long number) throws IOException {
    out.writeLong(number);
    out.writeInt((int) number);
    out.writeShort((int) number);
    out.writeChar((int) number);
    out.writeByte((int) number);
    out.write((int) number);
    out.writeBoolean(number > 0);
    out.writeFloat(Float.intBitsToFloat((int) number));
    out.writeDouble(Double.longBitsToDouble(number));
    out.write(new byte[] {(byte) number, 2, 3}, 0, 2);
    out.write(new byte[(int) (number & 0x1ff)]);
  }

  private static List<Object> read(DataInput in) throws IOException {
    List<Object> all = new ArrayList<>();
    long number = in.readLong();
    all.add(number);
    all.add(in.readInt());
    all.add(in.readShort());
    all.add(in.readChar());
    all.add(in.readByte());
    all.add(in.readUnsignedByte());
    all.add(in.readBoolean());
    all.add(Float.floatToIntBits(in.readFloat()));
    all.add(Double.doubleToLongBits(in.readDouble()));
    all.add(in.readUnsignedShort());
    byte[] rest = new byte[(int) (number & 0x1ff)];
    in.readFully(rest);
    all.add(Arrays.hashCode(rest));
    return all;
  }
}
