package io.twinfeed.flow;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of what a twin is made of. */
public final class TwinBytes {
  private static final int ADD = 1;
  private static final int REPLACE = 2;
  private static final int REMOVE = 3;

  private TwinBytes() {}

  public static void writeId(DataOutput out, TwinId id) throws IOException {
    Bytes.writeText(out, id.value());
  }

  public static TwinId readId(DataInput in) throws IOException {
    return new TwinId(Bytes.readText(in));
  }

  public static void writePath(DataOutput out, PropertyPath path) throws IOException {
    Several.writeOptional(out, path.component(), Bytes::writeText);
    Bytes.writeText(out, path.property());
    Several.write(out, path.fields(), Bytes::writeText);
  }

  public static PropertyPath readPath(DataInput in) throws IOException {
    return new PropertyPath(
        Several.readOptional(in, Bytes::readText),
        Bytes.readText(in),
        Several.read(in, Bytes::readText));
  }

  public static void writePatch(DataOutput out, Patch patch) throws IOException {
    Several.write(out, patch.ops(), TwinBytes::writeOp);
  }

  public static Patch readPatch(DataInput in) throws IOException {
    return new Patch(Several.read(in, TwinBytes::readOp));
  }

  private static void writeOp(DataOutput out, Patch.Op op) throws IOException {
    if (op instanceof Patch.Add add) {
      out.writeByte(ADD);
      Bytes.writeText(out, add.pointer());
      Bytes.writeValue(out, add.value());
    } else if (op instanceof Patch.Replace replace) {
      out.writeByte(REPLACE);
      Bytes.writeText(out, replace.pointer());
      Bytes.writeValue(out, replace.value());
    } else if (op instanceof Patch.Remove remove) {
      out.writeByte(REMOVE);
      Bytes.writeText(out, remove.pointer());
    }
  }

  private static Patch.Op readOp(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case ADD -> new Patch.Add(Bytes.readText(in), Bytes.readValue(in));
      case REPLACE -> new Patch.Replace(Bytes.readText(in), Bytes.readValue(in));
      case REMOVE -> new Patch.Remove(Bytes.readText(in));
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  public static void writeRelationship(DataOutput out, Relationship link) throws IOException {
    writeId(out, link.source());
    Bytes.writeText(out, link.id());
    Bytes.writeText(out, link.name());
    writeId(out, link.target());
    Several.writeMap(out, link.properties(), Bytes::writeText, Bytes::writeValue);
    Several.writeOptional(out, link.etag(), Bytes::writeText);
  }

  public static Relationship readRelationship(DataInput in) throws IOException {
    return new Relationship(
        readId(in),
        Bytes.readText(in),
        Bytes.readText(in),
        readId(in),
        Several.readMap(in, Bytes::readText, Bytes::readValue),
        Several.readOptional(in, Bytes::readText));
  }
}
