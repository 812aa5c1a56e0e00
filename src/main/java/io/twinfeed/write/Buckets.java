package io.twinfeed.write;

import io.twinfeed.flow.Shards;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Planned;
import io.twinfeed.twin.TwinId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * How changes are spread over buckets, each of which is written in one place: the same batch falls
 * into the same buckets in any attempt.
 *
 * @param shards what they are numbered by
 * @param spread what becomes of a batch
 */
record Buckets(Shards shards, Spread spread) implements Serializable {
  // So many relationships of one twin in a batch, which holds some hundreds
  private static final int HUB_FROM = 20;

  enum Spread {
    /** It stays as it is. */
    WHOLE,
    /** Each slot gets a part of it: of the limits, each has one, too. */
    EVENLY,
    /**
     * All relationships of a hub fall into one bucket, so that the hub's budget, which is one for
     * the whole service, needs no splitting.
     */
    BY_HUB
  }

  DoFn<Change.Batch, KV<Integer, Change.Batch>> fn() {
    return spread == Spread.WHOLE ? new WholeFn(shards) : new ApartFn(this);
  }

  private static final class WholeFn extends DoFn<Change.Batch, KV<Integer, Change.Batch>> {
    private static final long serialVersionUID = 1;
    private final Shards shards;

    private WholeFn(Shards shards) {
      this.shards = shards;
    }

    @ProcessElement
    public void spread(@Element Change.Batch batch, OutputReceiver<KV<Integer, Change.Batch>> out) {
      out.output(KV.of(shards.of(batch.hashCode()), batch));
    }
  }

  private static final class ApartFn extends DoFn<Change.Batch, KV<Integer, Change.Batch>> {
    private static final long serialVersionUID = 1;
    private final Buckets buckets;

    private ApartFn(Buckets buckets) {
      this.buckets = buckets;
    }

    @ProcessElement
    public void spread(@Element Change.Batch batch, OutputReceiver<KV<Integer, Change.Batch>> out) {
      buckets
          .apart(batch)
          .forEach((bucket, changes) -> out.output(KV.of(bucket, new Change.Batch(changes))));
    }
  }

  /** The changes of a batch by bucket. */
  Map<Integer, List<Planned>> apart(Change.Batch batch) {
    return spread == Spread.BY_HUB
        ? byHub(batch.changes())
        : evenly(batch.changes(), shards.of(batch.hashCode()));
  }

  // Buckets that follow each other are those of the slots, one after the other
  private Map<Integer, List<Planned>> evenly(List<Planned> changes, int first) {
    Map<Integer, List<Planned>> buckets = new TreeMap<>();
    int slots = shards.slots();
    for (int i = 0; i < slots; i++) {
      List<Planned> part =
          changes.subList(changes.size() * i / slots, changes.size() * (i + 1) / slots);
      if (!part.isEmpty()) {
        buckets.put((first + i) % shards.count(), part);
      }
    }
    return buckets;
  }

  private Map<Integer, List<Planned>> byHub(List<Planned> changes) {
    Map<TwinId, Integer> ofSource = new HashMap<>();
    changes.forEach(each -> ofSource.merge(each.change().twin(), 1, Integer::sum));
    Map<Integer, List<Planned>> buckets = new TreeMap<>();
    for (Planned each : changes) {
      TwinId source = each.change().twin();
      TwinId target = Refusals.target(each.change());
      // A twin's own relationships are planned together, so that a batch shows how many it has;
      // those that lead to it may be anywhere
      TwinId hub = target == null || ofSource.getOrDefault(source, 0) >= HUB_FROM ? source : target;
      buckets.computeIfAbsent(shards.of(hub), unused -> new ArrayList<>()).add(each);
    }
    return buckets;
  }
}
