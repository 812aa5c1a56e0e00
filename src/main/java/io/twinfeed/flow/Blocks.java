package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Packs small things into blocks, one kind of block for each shard. The number of elements that
 * cross a shuffle is what costs; a bundle may be a whole subtask's input, so that the buffers are
 * capped. Empty between two bundles: whoever adds flushes. For one thread.
 */
public final class Blocks {
  private static final int BLOCK_BYTES = 64 << 10;
  private static final int ALL_BYTES = 32 << 20;

  private final Shards shards;
  private final BlockKind kind;
  private final @Nullable ArrayOutput[] blocks;
  private final List<KV<Integer, byte[]>> full = new ArrayList<>();
  private int buffered;

  public Blocks(Shards shards, BlockKind kind) {
    this.shards = shards;
    this.kind = kind;
    this.blocks = new ArrayOutput[shards.count()];
  }

  /**
   * Adds one.
   *
   * @param owner the twin by which it is sharded
   * @return whether blocks are full, and to be taken
   */
  public <T> boolean add(TwinId owner, T one, Several.Out<? super T> as) throws IOException {
    int shard = shards.of(owner);
    ArrayOutput block = blocks[shard];
    if (block == null) {
      block = new ArrayOutput();
      block.writeByte(kind.mark());
      blocks[shard] = block;
    }
    int before = block.size();
    as.write(block, one);
    buffered += block.size() - before;
    if (block.size() >= BLOCK_BYTES) {
      take(shard, block);
    } else if (buffered >= ALL_BYTES) {
      takeAll();
    }
    return !full.isEmpty();
  }

  /** Hands out blocks that are full. */
  public void takeFull(Consumer<KV<Integer, byte[]>> out) {
    full.forEach(out);
    full.clear();
  }

  /** Hands out all that is left. */
  public void flush(Consumer<KV<Integer, byte[]>> out) {
    takeAll();
    takeFull(out);
  }

  private void takeAll() {
    for (int shard = 0; shard < blocks.length; shard++) {
      ArrayOutput block = blocks[shard];
      if (block != null) {
        take(shard, block);
      }
    }
  }

  private void take(int shard, ArrayOutput block) {
    blocks[shard] = null;
    buffered -= block.size() - 1;
    full.add(KV.of(shard, block.toByteArray()));
  }
}
