package io.twinfeed.snapshot;

import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Blocks;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Shards;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/** Finds what stays on record as it is. */
public final class Stay {
  private static final TupleTag<byte[]> LOADED = new TupleTag<>("loaded") {};
  private static final TupleTag<byte[]> DECIDED = new TupleTag<>("decided") {};

  private Stay() {}

  /**
   * @param loaded what is on record, in blocks by shard
   * @param decided what has been decided anew, some records in each element: nothing that is on
   *     record of the same twins and relationships stays
   * @return blocks by shard
   */
  public static PCollection<KV<Integer, byte[]>> allBut(
      PCollection<KV<Integer, byte[]>> loaded, PCollection<byte[]> decided, Shards shards) {
    KvCoder<Integer, byte[]> coder = KvCoder.of(shards.coder(), ByteArrayCoder.of());
    return KeyedPCollectionTuple.of(LOADED, loaded)
        .and(
            DECIDED,
            decided
                .apply("Into blocks of what is decided", ParDo.of(new SortFn(shards)))
                .setCoder(coder))
        .apply("Both of a shard", CoGroupByKey.create())
        .apply("Let the rest stay", ParDo.of(new StayFn(shards)))
        .setCoder(coder);
  }

  private static final class StayFn extends DoFn<KV<Integer, CoGbkResult>, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1;
    private final Shards shards;

    private StayFn(Shards shards) {
      this.shards = shards;
    }

    @ProcessElement
    public void stay(
        @Element KV<Integer, CoGbkResult> shard, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      Set<Manifest.Item> decided = new HashSet<>();
      for (byte[] block : shard.getValue().getAll(DECIDED)) {
        for (Known known : records(block)) {
          decided.add(Manifest.Item.of(known));
        }
      }
      Blocks blocks = new Blocks(shards, BlockKind.KNOWN);
      for (byte[] block : shard.getValue().getAll(LOADED)) {
        if (decided.isEmpty()) {
          out.output(KV.of(shard.getKey(), block));
          continue;
        }
        for (Known known : records(block)) {
          if (!decided.contains(Manifest.Item.of(known))
              && blocks.add(known.twin(), known, KnownBytes::write)) {
            blocks.takeFull(out::output);
          }
        }
      }
      blocks.flush(out::output);
    }

    private static Iterable<Known> records(byte[] block) throws IOException {
      return KnownBytes.all(Arrays.copyOfRange(block, 1, block.length));
    }
  }
}
