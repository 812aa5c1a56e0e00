package io.twinfeed.write;

import io.twinfeed.plan.Change;
import io.twinfeed.plan.ChangesCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Holds batches back until other collections are complete. A GroupByKey over the batches and those
 * collections, of which nothing is let into it, closes only when all of them have ended. Wait.on is
 * not used: on the Direct runner an empty collection does not hold back what waits for it, and it
 * pushes back element by element (architecture.md, decision 4).
 */
final class Gate {
  private Gate() {}

  static PCollection<KV<Integer, Iterable<Change.Batch>>> after(
      String name,
      PCollection<Change.Batch> batches,
      Buckets buckets,
      List<? extends PCollection<?>> others) {
    KvCoder<Integer, Change.Batch> coder = KvCoder.of(buckets.shards().coder(), new ChangesCoder());
    List<PCollection<KV<Integer, Change.Batch>>> all = new ArrayList<>();
    all.add(batches.apply("Bucket " + name, ParDo.of(buckets.fn())).setCoder(coder));
    for (PCollection<?> other : others) {
      all.add(silenced("Await %d before %s".formatted(all.size(), name), other).setCoder(coder));
    }
    return PCollectionList.of(all)
        .apply("Join " + name, Flatten.pCollections())
        .apply("Gate " + name, GroupByKey.create());
  }

  private static <T> PCollection<KV<Integer, Change.Batch>> silenced(
      String name, PCollection<T> other) {
    return other.apply(name, ParDo.of(new SilenceFn<T>()));
  }

  /** Lets nothing through but its end. */
  private static final class SilenceFn<T> extends DoFn<T, KV<Integer, Change.Batch>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void silence(@Element T unused) {}
  }
}
