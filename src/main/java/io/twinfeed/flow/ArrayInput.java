package io.twinfeed.flow;

import java.io.DataInput;
import java.io.EOFException;

/** Data from an array, as a DataInputStream would read it; that one takes a lock for each byte. */
public final class ArrayInput implements DataInput {
  private final byte[] bytes;
  private int next;

  /**
   * @param bytes not copied
   * @param from where to begin
   */
  public ArrayInput(byte[] bytes, int from) {
    this.bytes = bytes;
    this.next = from;
  }

  public boolean isAtEnd() {
    return next >= bytes.length;
  }

  @Override
  public void readFully(byte[] b, int off, int len) throws EOFException {
    System.arraycopy(bytes, passed(len), b, off, len);
  }

  @Override
  public void readFully(byte[] b) throws EOFException {
    readFully(b, 0, b.length);
  }

  @Override
  public byte readByte() throws EOFException {
    return bytes[passed(Byte.BYTES)];
  }

  @Override
  public short readShort() throws EOFException {
    int at = passed(Short.BYTES);
    return (short) (bytes[at] << 8 | (bytes[at + 1] & 0xff));
  }

  @Override
  public int readInt() throws EOFException {
    int at = passed(Integer.BYTES);
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  @Override
  public long readLong() throws EOFException {
    return (long) readInt() << 32 | (readInt() & 0xffffffffL);
  }

  // Where to read so many bytes
  private int passed(int length) throws EOFException {
    int at = next;
    if (length > bytes.length - at) {
      throw new EOFException("%d bytes at %d of %d".formatted(length, at, bytes.length));
    }
    next = at + length;
    return at;
  }

  @Override
  public int skipBytes(int n) {
    int skipped = Math.max(0, Math.min(n, bytes.length - next));
    next += skipped;
    return skipped;
  }

  @Override
  public boolean readBoolean() throws EOFException {
    return readByte() != 0;
  }

  @Override
  public int readUnsignedByte() throws EOFException {
    return readByte() & 0xff;
  }

  @Override
  public int readUnsignedShort() throws EOFException {
    return readShort() & 0xffff;
  }

  @Override
  public char readChar() throws EOFException {
    return (char) readShort();
  }

  @Override
  public float readFloat() throws EOFException {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() throws EOFException {
    return Double.longBitsToDouble(readLong());
  }

  /**
   * Not here: lines have no length.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public String readLine() {
    throw new UnsupportedOperationException("Bytes.readText");
  }

  /**
   * Not here: it stops at 64 KiB.
   *
   * @throws UnsupportedOperationException always
   * @see Bytes#readText
   */
  @Override
  public String readUTF() {
    throw new UnsupportedOperationException("Bytes.readText");
  }
}
