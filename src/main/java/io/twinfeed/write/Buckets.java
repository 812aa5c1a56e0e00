package io.twinfeed.write;

import io.twinfeed.plan.Change;
import io.twinfeed.plan.Planned;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * How changes are spread over buckets, each of which is written in one place: the same change falls
 * into the same bucket in any run.
 *
 * @param count how many there are
 * @param byHub whether all relationships of a hub fall into one, so that its budget, which is one
 *     for the whole service, needs no splitting
 */
record Buckets(int count, boolean byHub) {
  // So many relationships of one twin in a batch, which holds some hundreds
  private static final int HUB_FROM = 20;

  DoFn<Change.Batch, KV<Integer, Change.Batch>> spread() {
    return byHub ? new HubFn(count) : new BatchFn(count);
  }

  /** Batches as they are. */
  private static final class BatchFn extends DoFn<Change.Batch, KV<Integer, Change.Batch>> {
    private static final long serialVersionUID = 1;
    private final int count;

    private BatchFn(int count) {
      this.count = count;
    }

    @ProcessElement
    public void spread(@Element Change.Batch batch, OutputReceiver<KV<Integer, Change.Batch>> out) {
      out.output(KV.of(bucket(batch.hashCode(), count), batch));
    }
  }

  /** Batches taken apart by the twin that is more likely to be a hub. */
  private static final class HubFn extends DoFn<Change.Batch, KV<Integer, Change.Batch>> {
    private static final long serialVersionUID = 1;
    private final int count;

    private HubFn(int count) {
      this.count = count;
    }

    @ProcessElement
    public void spread(@Element Change.Batch batch, OutputReceiver<KV<Integer, Change.Batch>> out) {
      apart(batch, count)
          .forEach((bucket, changes) -> out.output(KV.of(bucket, new Change.Batch(changes))));
    }
  }

  /** The changes of a batch by bucket. */
  static Map<Integer, List<Planned>> apart(Change.Batch batch, int count) {
    Map<TwinId, Integer> ofSource = new HashMap<>();
    batch.changes().forEach(each -> ofSource.merge(each.change().twin(), 1, Integer::sum));
    Map<Integer, List<Planned>> buckets = new TreeMap<>();
    for (Planned each : batch.changes()) {
      TwinId source = each.change().twin();
      TwinId target = Refusals.target(each.change());
      // A twin's own relationships are planned together, so that a batch shows how many it has;
      // those that lead to it may be anywhere
      TwinId hub = target == null || ofSource.getOrDefault(source, 0) >= HUB_FROM ? source : target;
      buckets
          .computeIfAbsent(bucket(hub.value().hashCode(), count), unused -> new ArrayList<>())
          .add(each);
    }
    return buckets;
  }

  private static int bucket(int hash, int count) {
    return Math.floorMod(hash ^ (hash >>> 16), count);
  }
}
