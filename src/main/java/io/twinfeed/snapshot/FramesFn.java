package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Shards;
import io.twinfeed.snapshot.FrameFile.Frame;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a shard into a file. */
final class FramesFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, Save.Written>> {
  private static final long serialVersionUID = 1;

  private final Snapshot before;
  private final RuleNames rules;
  private final Shards shards;

  FramesFn(Snapshot before, RuleNames rules, Shards shards) {
    this.before = before;
    this.rules = rules;
    this.shards = shards;
  }

  @ProcessElement
  public void write(
      @Element KV<Integer, Iterable<byte[]>> shard, OutputReceiver<KV<Integer, Save.Written>> out) {
    String name = before.partPrefix() + UUID.randomUUID();
    List<Manifest.Item> sample = new ArrayList<>();
    FrameFile.Writer file;
    try (FrameFile.Writer open = new FrameFile.Writer(before.folder().create(name), rules)) {
      file = open;
      for (byte[] block : shard.getValue()) {
        file.add(new Frame(shards.count(), shard.getKey(), block));
        Manifest.Item known = first(block);
        if (known != null) {
          sample.add(known);
        }
      }
    } catch (IOException e) {
      throw Save.unwritable(before, e);
    }
    Manifest.Part part = new Manifest.Part(name, file.bytes(), file.checksum());
    out.output(KV.of(0, Save.Written.of(List.of(part), sample)));
  }

  // One of each block: to take all into account, all would have to be unpacked. What is uncertain
  // may never have been there, and must not be taken for a sign that the graph was replaced
  private static Manifest.@Nullable Item first(byte[] block) throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(block, 1, block.length - 1);
    DataInputStream data = new DataInputStream(bytes);
    while (bytes.available() > 0) {
      Known known = KnownBytes.read(data);
      if (known.standing().isCertain()) {
        return Manifest.Item.of(known);
      }
    }
    return null;
  }
}
