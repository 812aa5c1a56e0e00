package io.twinfeed.flow;

import java.io.DataOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Data into an array, as a DataOutputStream over a ByteArrayOutputStream would write it; that one
 * takes a lock for each byte. For one thread.
 */
public final class ArrayOutput implements DataOutput {
  private byte[] bytes = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets what was written, and keeps the room for it. */
  public void reset() {
    size = 0;
  }

  @Override
  public void write(byte[] b, int off, int len) {
    int at = room(len);
    System.arraycopy(b, off, bytes, at, len);
  }

  @Override
  public void write(byte[] b) {
    write(b, 0, b.length);
  }

  @Override
  public void writeByte(int v) {
    int at = room(Byte.BYTES);
    bytes[at] = (byte) v;
  }

  @Override
  public void writeShort(int v) {
    int at = room(Short.BYTES);
    bytes[at] = (byte) (v >>> 8);
    bytes[at + 1] = (byte) v;
  }

  @Override
  public void writeInt(int v) {
    int at = room(Integer.BYTES);
    bytes[at] = (byte) (v >>> 24);
    bytes[at + 1] = (byte) (v >>> 16);
    bytes[at + 2] = (byte) (v >>> 8);
    bytes[at + 3] = (byte) v;
  }

  @Override
  public void writeLong(long v) {
    writeInt((int) (v >>> 32));
    writeInt((int) v);
  }

  // Where to write so many bytes
  private int room(int length) {
    int at = size;
    size += length;
    if (size > bytes.length || size < 0) {
      grow();
    }
    return at;
  }

  private void grow() {
    if (size < 0) {
      throw new OutOfMemoryError("more than an array can hold");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, Integer.MAX_VALUE - 8L));
  }

  @Override
  public void write(int b) {
    writeByte(b);
  }

  @Override
  public void writeBoolean(boolean v) {
    writeByte(v ? 1 : 0);
  }

  @Override
  public void writeChar(int v) {
    writeShort(v);
  }

  @Override
  public void writeFloat(float v) {
    writeInt(Float.floatToIntBits(v));
  }

  @Override
  public void writeDouble(double v) {
    writeLong(Double.doubleToLongBits(v));
  }

  @Override
  public void writeBytes(String s) {
    write(s.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void writeChars(String s) {
    write(s.getBytes(StandardCharsets.UTF_16BE));
  }

  /**
   * Not here: it stops at 64 KiB.
   *
   * @throws UnsupportedOperationException always
   * @see Bytes#writeText
   */
  @Override
  public void writeUTF(String s) {
    throw new UnsupportedOperationException("Bytes.writeText");
  }
}
