package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Packs small things into blocks, one kind of block for each shard. The number of elements that
 * cross a shuffle is what costs; a bundle may be a whole subtask's input, so that the buffers are
 * capped.
 */
public abstract class ToBlocksFn<T> extends DoFn<T, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1;
  private static final int BLOCK_BYTES = 64 << 10;
  private static final int ALL_BYTES = 32 << 20;

  private final Shards shards;
  private final BlockKind kind;

  // lives as long as a bundle
  private transient @Nullable Block[] blocks = new Block[0];
  private transient int buffered;

  protected ToBlocksFn(Shards shards, BlockKind kind) {
    this.shards = shards;
    this.kind = kind;
  }

  /** The twin by which an element is sharded. */
  protected abstract TwinId owner(T element);

  protected abstract void write(DataOutput out, T element) throws IOException;

  @StartBundle
  public void begin() {
    blocks = new Block[shards.count()];
    buffered = 0;
  }

  @ProcessElement
  public void add(@Element T element, OutputReceiver<KV<Integer, byte[]>> out) throws IOException {
    int shard = shards.of(owner(element));
    Block block = blocks[shard];
    if (block == null) {
      block = new Block(kind);
      blocks[shard] = block;
    }
    int before = block.size();
    write(block.data, element);
    buffered += block.size() - before;
    if (block.size() >= BLOCK_BYTES) {
      out.output(take(shard, block));
    } else if (buffered >= ALL_BYTES) {
      for (int i = 0; i < blocks.length; i++) {
        Block full = blocks[i];
        if (full != null) {
          out.output(take(i, full));
        }
      }
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    for (int i = 0; i < blocks.length; i++) {
      Block rest = blocks[i];
      if (rest != null) {
        context.output(take(i, rest), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }
  }

  private KV<Integer, byte[]> take(int shard, Block block) {
    blocks[shard] = null;
    buffered -= block.size() - 1;
    return KV.of(shard, block.bytes.toByteArray());
  }

  private static final class Block {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final DataOutputStream data = new DataOutputStream(bytes);

    Block(BlockKind kind) {
      bytes.write(kind.mark());
    }

    int size() {
      return bytes.size();
    }
  }
}
