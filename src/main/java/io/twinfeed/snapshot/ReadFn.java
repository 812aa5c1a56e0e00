package io.twinfeed.snapshot;

import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Shards;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a file. They pass as they are unless shards or rules have changed. */
final class ReadFn extends DoFn<String, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1;

  private final Snapshot snapshot;
  private final RuleNames rules;
  private final Shards shards;

  ReadFn(Snapshot snapshot, RuleNames rules, Shards shards) {
    this.snapshot = snapshot;
    this.rules = rules;
    this.shards = shards;
  }

  @ProcessElement
  public void read(@Element String name, OutputReceiver<KV<Integer, byte[]>> out) {
    Manifest.Part part = part(name);
    try (FrameFile.Reader reader = new FrameFile.Reader(snapshot.folder().open(name))) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        if (frame.shards() == shards.count() && reader.rules().equals(rules)) {
          out.output(KV.of(frame.shard(), frame.block()));
        } else {
          sorted(frame, reader.rules(), out);
        }
      }
      if (part != null && !reader.isWhole(part)) {
        throw new IOException(name + " is not whole");
      }
    } catch (EOFException e) {
      // Nothing of a record that breaks off was written: it is closed before a write begins
      if (part != null) {
        throw snapshot.folder().unreadable(name + " breaks off", e);
      }
    } catch (IOException e) {
      throw snapshot.folder().unreadable(String.valueOf(e.getMessage()), e);
    }
  }

  private void sorted(Frame frame, RuleNames written, OutputReceiver<KV<Integer, byte[]>> out)
      throws IOException {
    ByteArrayOutputStream[] blocks = new ByteArrayOutputStream[shards.count()];
    byte[] records = Arrays.copyOfRange(frame.block(), 1, frame.block().length);
    for (Known known : KnownBytes.all(records)) {
      int shard = shards.of(known.twin());
      if (blocks[shard] == null) {
        blocks[shard] = new ByteArrayOutputStream();
        blocks[shard].write(BlockKind.KNOWN.mark());
      }
      KnownBytes.write(new DataOutputStream(blocks[shard]), written.in(rules, known));
    }
    for (int shard = 0; shard < blocks.length; shard++) {
      if (blocks[shard] != null) {
        out.output(KV.of(shard, blocks[shard].toByteArray()));
      }
    }
  }

  /** What the manifest says of a file; null for a record of what was to be written. */
  private Manifest.@Nullable Part part(String name) {
    return snapshot.manifest() == null
        ? null
        : snapshot.manifest().parts().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(null);
  }
}
