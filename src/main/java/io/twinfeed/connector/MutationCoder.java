package io.twinfeed.connector;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.DataCoder;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.TwinBytes;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** The bytes of mutations. */
final class MutationCoder extends DataCoder<Mutation> {
  private static final long serialVersionUID = 1;
  private static final int UPSERT_TWIN = 1;
  private static final int PATCH_TWIN = 2;
  private static final int DELETE_TWIN = 3;
  private static final int UPSERT_RELATIONSHIP = 4;
  private static final int PATCH_RELATIONSHIP = 5;
  private static final int DELETE_RELATIONSHIP = 6;

  @Override
  protected void write(DataOutput out, Mutation one) throws IOException {
    if (one instanceof Mutation.UpsertTwin upsert) {
      out.writeByte(UPSERT_TWIN);
      writeTwin(out, upsert.wanted());
    } else if (one instanceof Mutation.PatchTwin patch) {
      out.writeByte(PATCH_TWIN);
      TwinBytes.writeId(out, patch.twin());
      TwinBytes.writePatch(out, patch.patch());
    } else if (one instanceof Mutation.DeleteTwin delete) {
      out.writeByte(DELETE_TWIN);
      TwinBytes.writeId(out, delete.twin());
    } else if (one instanceof Mutation.UpsertRelationship upsert) {
      out.writeByte(UPSERT_RELATIONSHIP);
      TwinBytes.writeRelationship(out, upsert.wanted());
    } else if (one instanceof Mutation.PatchRelationship patch) {
      out.writeByte(PATCH_RELATIONSHIP);
      TwinBytes.writeId(out, patch.twin());
      Bytes.writeText(out, patch.relationshipId());
      Several.writeOptional(out, patch.target(), TwinBytes::writeId);
      TwinBytes.writePatch(out, patch.patch());
    } else if (one instanceof Mutation.DeleteRelationship delete) {
      out.writeByte(DELETE_RELATIONSHIP);
      TwinBytes.writeId(out, delete.twin());
      Bytes.writeText(out, delete.relationshipId());
      Several.writeOptional(out, delete.target(), TwinBytes::writeId);
    }
  }

  @Override
  protected Mutation read(DataInput in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case UPSERT_TWIN -> new Mutation.UpsertTwin(readTwin(in));
      case PATCH_TWIN -> new Mutation.PatchTwin(TwinBytes.readId(in), TwinBytes.readPatch(in));
      case DELETE_TWIN -> new Mutation.DeleteTwin(TwinBytes.readId(in));
      case UPSERT_RELATIONSHIP -> new Mutation.UpsertRelationship(TwinBytes.readRelationship(in));
      case PATCH_RELATIONSHIP ->
          new Mutation.PatchRelationship(
              TwinBytes.readId(in),
              Bytes.readText(in),
              Several.readOptional(in, TwinBytes::readId),
              TwinBytes.readPatch(in));
      case DELETE_RELATIONSHIP ->
          new Mutation.DeleteRelationship(
              TwinBytes.readId(in),
              Bytes.readText(in),
              Several.readOptional(in, TwinBytes::readId));
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  private static void writeTwin(DataOutput out, Twin twin) throws IOException {
    TwinBytes.writeId(out, twin.id());
    Bytes.writeText(out, twin.model());
    writeValues(out, twin.properties());
    Several.writeMap(out, twin.components(), Bytes::writeText, MutationCoder::writeValues);
    Several.writeMap(out, twin.sourceTimes(), Bytes::writeText, Bytes::writeText);
    Several.writeMap(out, twin.changedAt(), Bytes::writeText, Bytes::writeText);
    Several.writeOptional(out, twin.etag(), Bytes::writeText);
  }

  private static Twin readTwin(DataInput in) throws IOException {
    return new Twin(
        TwinBytes.readId(in),
        Bytes.readText(in),
        readValues(in),
        Several.readMap(in, Bytes::readText, MutationCoder::readValues),
        Several.readMap(in, Bytes::readText, Bytes::readText),
        Several.readMap(in, Bytes::readText, Bytes::readText),
        Several.readOptional(in, Bytes::readText));
  }

  private static void writeValues(DataOutput out, Map<String, Value> values) throws IOException {
    Several.writeMap(out, values, Bytes::writeText, Bytes::writeValue);
  }

  private static Map<String, Value> readValues(DataInput in) throws IOException {
    return Several.readMap(in, Bytes::readText, Bytes::readValue);
  }
}
