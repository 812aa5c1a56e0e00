package io.twinfeed.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A file of frames: a magic number with the format's version, the names of the rules, then frames
 * of the number of shards, the shard, the length, a checksum and the bytes.
 */
final class FrameFile {
  /** The version of what is written; another one is not read. */
  static final int FORMAT = 1;

  private static final byte[] MAGIC = {'T', 'W', 'F', FORMAT};
  private static final int LONGEST = 256 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private FrameFile() {}

  /** One block of one shard; not copied. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int shards, int shard, byte[] block) {}

  /** Writes frames; closing it makes the file. */
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;
    private final CRC32C all = new CRC32C();
    private long bytes;

    Writer(OutputStream out, RuleNames rules) throws IOException {
      this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
      this.out.write(MAGIC);
      byte[] names = JSON.writeValueAsBytes(rules);
      this.out.writeInt(names.length);
      this.out.write(names);
    }

    void add(Frame frame) throws IOException {
      out.writeInt(frame.shards());
      out.writeInt(frame.shard());
      out.writeInt(frame.block().length);
      out.writeInt(crc(frame.block()));
      out.write(frame.block());
      all.update(frame.block());
      bytes += frame.block().length;
    }

    /** The length of all blocks. */
    long bytes() {
      return bytes;
    }

    /** Of all blocks. */
    long checksum() {
      return all.getValue();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads frames. */
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private final RuleNames rules;
    private final CRC32C all = new CRC32C();
    private long bytes;

    /**
     * @throws EOFException if it breaks off
     * @throws IOException if it is no such file, or one of another version
     */
    Reader(InputStream in) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
      byte[] magic = new byte[MAGIC.length];
      this.in.readFully(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException(
            "the file has another format than " + FORMAT + ", which this version reads");
      }
      byte[] names = new byte[length(this.in.readInt())];
      this.in.readFully(names);
      rules = JSON.readValue(new String(names, StandardCharsets.UTF_8), RuleNames.class);
    }

    RuleNames rules() {
      return rules;
    }

    /**
     * The next frame; null at the end of the file.
     *
     * @throws EOFException if the file breaks off within a frame
     * @throws IOException if a frame is damaged
     */
    @org.jspecify.annotations.Nullable
    Frame next() throws IOException {
      int shards;
      try {
        shards = in.readInt();
      } catch (EOFException e) {
        return null;
      }
      int shard = in.readInt();
      int length = length(in.readInt());
      int checksum = in.readInt();
      byte[] block = new byte[length];
      in.readFully(block);
      if (crc(block) != checksum) {
        throw new IOException("a frame is damaged");
      }
      all.update(block);
      bytes += length;
      return new Frame(shards, shard, block);
    }

    /** What was read so far is all that was written. */
    boolean isWhole(Manifest.Part part) {
      return bytes == part.bytes() && all.getValue() == part.checksum();
    }

    private static int length(int length) throws IOException {
      if (length < 0 || length > LONGEST) {
        throw new IOException("a frame is damaged");
      }
      return length;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static int crc(byte[] block) {
    CRC32C checksum = new CRC32C();
    checksum.update(block);
    return (int) checksum.getValue();
  }
}
