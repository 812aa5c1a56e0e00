package io.twinfeed.plan;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.TwinBytes;
import io.twinfeed.group.DesiredBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.TreeSet;

/** The bytes of changes. */
final class ChangeBytes {
  private static final int CREATE_TWIN = 1;
  private static final int PATCH_TWIN = 2;
  private static final int CREATE_LINK = 3;
  private static final int PATCH_LINK = 4;
  private static final int DELETE_LINK = 5;
  private static final int DELETE_TWIN = 6;
  private static final int RELEASE_TWIN = 7;

  private ChangeBytes() {}

  static void write(DataOutput out, Planned planned) throws IOException {
    writeChange(out, planned.change());
    Several.write(out, planned.ledger().before(), KnownBytes::write);
    Several.write(out, planned.ledger().after(), KnownBytes::write);
  }

  static Planned read(DataInput in) throws IOException {
    return new Planned(
        readChange(in),
        new Ledger(
            Several.<Known>read(in, KnownBytes::read), Several.<Known>read(in, KnownBytes::read)));
  }

  private static void writeChange(DataOutput out, Change change) throws IOException {
    if (change instanceof Change.CreateTwin create) {
      out.writeByte(CREATE_TWIN);
      DesiredBytes.write(out, create.desired());
      Several.write(out, new TreeSet<>(create.components()), Bytes::writeText);
    } else if (change instanceof Change.PatchTwin patch) {
      out.writeByte(PATCH_TWIN);
      DesiredBytes.write(out, patch.desired());
      TwinBytes.writePatch(out, patch.patch());
      Several.writeOptional(out, patch.ifMatch(), Bytes::writeText);
    } else if (change instanceof Change.CreateLink create) {
      out.writeByte(CREATE_LINK);
      DesiredBytes.writeLink(out, create.link());
      Several.write(out, create.instead(), TwinBytes::writeRelationship);
    } else if (change instanceof Change.PatchLink patch) {
      out.writeByte(PATCH_LINK);
      DesiredBytes.writeLink(out, patch.link());
      TwinBytes.writePatch(out, patch.patch());
    } else if (change instanceof Change.DeleteLink delete) {
      out.writeByte(DELETE_LINK);
      Bytes.writeText(out, delete.rule());
      TwinBytes.writeRelationship(out, delete.link());
    } else if (change instanceof Change.DeleteTwin delete) {
      out.writeByte(DELETE_TWIN);
      Bytes.writeText(out, delete.rule());
      TwinBytes.writeId(out, delete.twin());
    } else if (change instanceof Change.ReleaseTwin release) {
      out.writeByte(RELEASE_TWIN);
      DesiredBytes.write(out, release.desired());
      TwinBytes.writePatch(out, release.patch());
      Several.writeOptional(out, release.ifMatch(), Bytes::writeText);
    }
  }

  private static Change readChange(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case CREATE_TWIN ->
          new Change.CreateTwin(
              DesiredBytes.read(in), new HashSet<>(Several.read(in, Bytes::readText)));
      case PATCH_TWIN ->
          new Change.PatchTwin(
              DesiredBytes.read(in),
              TwinBytes.readPatch(in),
              Several.readOptional(in, Bytes::readText));
      case CREATE_LINK ->
          new Change.CreateLink(
              DesiredBytes.readLink(in), Several.read(in, TwinBytes::readRelationship));
      case PATCH_LINK -> new Change.PatchLink(DesiredBytes.readLink(in), TwinBytes.readPatch(in));
      case DELETE_LINK -> new Change.DeleteLink(Bytes.readText(in), TwinBytes.readRelationship(in));
      case DELETE_TWIN -> new Change.DeleteTwin(Bytes.readText(in), TwinBytes.readId(in));
      case RELEASE_TWIN ->
          new Change.ReleaseTwin(
              DesiredBytes.read(in),
              TwinBytes.readPatch(in),
              Several.readOptional(in, Bytes::readText));
      default -> throw new IOException("unknown tag " + tag);
    };
  }
}
