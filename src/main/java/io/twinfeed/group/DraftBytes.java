package io.twinfeed.group;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.TwinBytes;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The bytes of drafts. */
final class DraftBytes {
  private DraftBytes() {}

  static void write(DataOutput out, TwinDraft draft) throws IOException {
    TwinBytes.writeId(out, draft.id());
    Several.writeOptional(out, draft.twin(), DesiredBytes::write);
    Several.write(out, draft.links(), DesiredBytes::writeLink);
    Several.writeMap(
        out,
        new TreeMap<>(draft.exclusive()),
        Bytes::writeText,
        (data, whose) -> Bytes.writeText(data, whose.name()));
    Several.write(out, new TreeSet<>(draft.held()), Bytes::writeText);
    Several.write(out, draft.record().all(), KnownBytes::write);
    KnownBytes.writeParts(out, draft.said().twin());
    Several.writeMap(out, draft.said().links(), Bytes::writeText, KnownBytes::writeParts);
    Several.writeOptional(out, draft.gone().twin(), DesiredBytes::write);
    Several.write(out, draft.gone().links(), Bytes::writeText);
    out.writeBoolean(draft.gone().moved());
    Several.write(out, draft.gone().released(), TwinBytes::writePath);
  }

  static TwinDraft read(DataInput in) throws IOException {
    return new TwinDraft(
        TwinBytes.readId(in),
        Several.readOptional(in, DesiredBytes::read),
        Several.read(in, DesiredBytes::readLink),
        Several.readMap(in, Bytes::readText, data -> Exclusive.valueOf(Bytes.readText(data))),
        new HashSet<>(Several.read(in, Bytes::readText)),
        OnRecord.of(Several.<Known>read(in, KnownBytes::read)),
        new Said(
            KnownBytes.readParts(in),
            new TreeMap<>(Several.readMap(in, Bytes::readText, KnownBytes::readParts))),
        new Gone(
            Several.readOptional(in, DesiredBytes::read),
            new TreeSet<>(Several.read(in, Bytes::readText)),
            in.readBoolean(),
            new TreeSet<>(Several.read(in, TwinBytes::readPath))));
  }
}
