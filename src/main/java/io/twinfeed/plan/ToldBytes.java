package io.twinfeed.plan;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Several;
import io.twinfeed.flow.TwinBytes;
import io.twinfeed.twin.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;

/** The bytes of what a plan says. */
final class ToldBytes {
  private ToldBytes() {}

  static void write(DataOutput out, Told told) throws IOException {
    out.writeBoolean(told instanceof Step);
    if (told instanceof Step step) {
      ChangeBytes.write(out, step.planned());
      Several.writeMap(out, step.before(), Bytes::writeText, Bytes::writeValue);
      out.writeBoolean(step.drifted());
      Several.writeMap(out, step.since(), Bytes::writeText, Bytes::writeText);
    } else if (told instanceof Told.Settled settled) {
      TwinBytes.writeId(out, settled.twin());
      Several.write(out, settled.ledger().before(), KnownBytes::write);
      Several.write(out, settled.ledger().after(), KnownBytes::write);
    }
  }

  static Told read(DataInput in) throws IOException {
    if (in.readBoolean()) {
      return new Step(
          ChangeBytes.read(in),
          new TreeMap<String, Value>(Several.readMap(in, Bytes::readText, Bytes::readValue)),
          in.readBoolean(),
          new TreeMap<String, String>(Several.readMap(in, Bytes::readText, Bytes::readText)));
    }
    return new Told.Settled(
        TwinBytes.readId(in),
        new Ledger(
            Several.<Known>read(in, KnownBytes::read), Several.<Known>read(in, KnownBytes::read)));
  }
}
