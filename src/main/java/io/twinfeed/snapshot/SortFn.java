package io.twinfeed.snapshot;

import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Blocks;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Shards;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/** Sorts what has become known into blocks by shard. */
final class SortFn extends DoFn<byte[], KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1;
  private final Shards shards;

  // lives as long as the worker
  private transient Blocks blocks;

  SortFn(Shards shards) {
    this.shards = shards;
  }

  @Setup
  public void setUp() {
    blocks = new Blocks(shards, BlockKind.KNOWN);
  }

  @ProcessElement
  public void sort(@Element byte[] some, OutputReceiver<KV<Integer, byte[]>> out)
      throws IOException {
    for (Known known : KnownBytes.all(some)) {
      if (blocks.add(known.twin(), known, KnownBytes::write)) {
        blocks.takeFull(out::output);
      }
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    blocks.flush(
        block -> context.output(block, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
  }
}
