package io.twinfeed.group;

import io.twinfeed.flow.ArrayOutput;
import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Packs what stays on record of one shard into blocks, and hands out those that are full. */
final class KnownBlock {
  private static final int BLOCK_BYTES = 64 << 10;

  private final Consumer<byte[]> full;
  private final ArrayOutput bytes = new ArrayOutput();

  KnownBlock(Consumer<byte[]> full) {
    this.full = full;
  }

  void add(Known known) {
    try {
      if (bytes.size() == 0) {
        bytes.writeByte(BlockKind.KNOWN.mark());
      }
      KnownBytes.write(bytes, known);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    if (bytes.size() >= BLOCK_BYTES) {
      flush();
    }
  }

  void flush() {
    if (bytes.size() > 0) {
      full.accept(bytes.toByteArray());
      bytes.reset();
    }
  }
}
