package io.twinfeed.flow;

import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.twin.TwinId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of what is known, in blocks and in the files of a snapshot: format 1. */
public final class KnownBytes {
  private static final int TWIN = 1;
  private static final int LINK = 2;
  private static final int CREATED = 1;
  private static final int CERTAIN = 2;

  private KnownBytes() {}

  public static void write(DataOutput out, Known known) throws IOException {
    if (known instanceof OfTwin twin) {
      out.writeByte(TWIN);
      Bytes.writeText(out, twin.twin().value());
      rest(out, twin.standing(), twin.run(), twin.parts());
    } else if (known instanceof OfLink link) {
      out.writeByte(LINK);
      Bytes.writeText(out, link.twin().value());
      Bytes.writeText(out, link.id());
      Bytes.writeText(out, link.name());
      Bytes.writeText(out, link.target().value());
      rest(out, link.standing(), link.run(), link.parts());
    }
  }

  private static void rest(DataOutput out, Standing standing, long run, List<Part> parts)
      throws IOException {
    out.writeByte((standing.isCreated() ? CREATED : 0) | (standing.isCertain() ? CERTAIN : 0));
    out.writeLong(run);
    writeParts(out, parts);
  }

  public static void writeParts(DataOutput out, List<Part> parts) throws IOException {
    Several.write(out, parts, KnownBytes::writePart);
  }

  private static void writePart(DataOutput out, Part part) throws IOException {
    out.writeInt(part.rule());
    out.writeLong(part.high());
    out.writeLong(part.low());
    Several.write(out, part.rows(), Bytes::writeText);
  }

  public static Known read(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    TwinId twin = new TwinId(Bytes.readText(in));
    if (tag == TWIN) {
      return new OfTwin(twin, standing(in), in.readLong(), readParts(in));
    }
    if (tag != LINK) {
      throw new IOException("unknown tag " + tag);
    }
    return new OfLink(
        twin,
        Bytes.readText(in),
        Bytes.readText(in),
        new TwinId(Bytes.readText(in)),
        standing(in),
        in.readLong(),
        readParts(in));
  }

  /** Some, one behind the other. */
  public static byte[] of(Iterable<? extends Known> all) {
    ArrayOutput out = new ArrayOutput();
    try {
      for (Known known : all) {
        write(out, known);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // not in memory
    }
    return out.toByteArray();
  }

  /** What {@link #of} has put together. */
  public static List<Known> all(byte[] bytes) throws IOException {
    ArrayInput in = new ArrayInput(bytes, 0);
    List<Known> all = new ArrayList<>();
    while (!in.isAtEnd()) {
      all.add(read(in));
    }
    return all;
  }

  private static Standing standing(DataInput in) throws IOException {
    int bits = in.readUnsignedByte();
    if (bits > (CREATED | CERTAIN)) {
      throw new IOException("unknown standing " + bits);
    }
    return Standing.of((bits & CREATED) != 0, (bits & CERTAIN) != 0);
  }

  public static List<Part> readParts(DataInput in) throws IOException {
    return Several.read(in, KnownBytes::readPart);
  }

  private static Part readPart(DataInput in) throws IOException {
    return new Part(in.readInt(), in.readLong(), in.readLong(), Several.read(in, Bytes::readText));
  }
}
