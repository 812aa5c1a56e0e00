package io.twinfeed.group;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.TwinBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;
import java.util.TreeSet;

/** The bytes of what is desired. */
public final class DesiredBytes {
  private DesiredBytes() {}

  public static void write(DataOutput out, Desired desired) throws IOException {
    TwinBytes.writeId(out, desired.id());
    Bytes.writeText(out, desired.rule());
    Bytes.writeText(out, desired.model());
    out.writeBoolean(desired.creates());
    Several.writeMap(out, desired.values(), TwinBytes::writePath, Bytes::writeValue);
    Several.write(out, desired.absent(), TwinBytes::writePath);
    Several.writeMap(out, desired.sourceTimes(), Bytes::writeText, Bytes::writeText);
  }

  public static Desired read(DataInput in) throws IOException {
    return new Desired(
        TwinBytes.readId(in),
        Bytes.readText(in),
        Bytes.readText(in),
        in.readBoolean(),
        new TreeMap<>(Several.readMap(in, TwinBytes::readPath, Bytes::readValue)),
        new TreeSet<>(Several.read(in, TwinBytes::readPath)),
        new TreeMap<>(Several.readMap(in, Bytes::readText, Bytes::readText)));
  }

  public static void writeLink(DataOutput out, Desired.Link link) throws IOException {
    TwinBytes.writeId(out, link.source());
    Bytes.writeText(out, link.rule());
    Bytes.writeText(out, link.name());
    Bytes.writeText(out, link.id());
    TwinBytes.writeId(out, link.target());
    Several.writeMap(out, link.values(), Bytes::writeText, Bytes::writeValue);
    Several.write(out, link.absent(), Bytes::writeText);
  }

  public static Desired.Link readLink(DataInput in) throws IOException {
    return new Desired.Link(
        TwinBytes.readId(in),
        Bytes.readText(in),
        Bytes.readText(in),
        Bytes.readText(in),
        TwinBytes.readId(in),
        Several.readMap(in, Bytes::readText, Bytes::readValue),
        new TreeSet<>(Several.read(in, Bytes::readText)));
  }
}
