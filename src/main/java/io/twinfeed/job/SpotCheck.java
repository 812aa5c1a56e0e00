package io.twinfeed.job;

import io.twinfeed.adt.InFlight;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.snapshot.Manifest.Item;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Looks whether the graph is the one that a snapshot speaks of: some things on record are read. Not
 * what they hold: that a graph was replaced or restored shows in what is missing.
 */
enum SpotCheck {
  /** All were there. */
  SAME,
  /** Some were missing: somebody has deleted things. */
  LOSSY,
  /** Most were missing: it is another graph, and nobody knows who made what is in it. */
  REPLACED;

  // product.md §3: an unchanged source costs at most 20 reads, and one of them lists the models
  private static final int READS = 19;

  /**
   * @param sample things on record
   * @param random chooses among them
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if the service can't be asked
   */
  static SpotCheck of(TwinStore store, List<Item> sample, Random random) {
    List<Item> chosen = new ArrayList<>(sample);
    Collections.shuffle(chosen, random);
    chosen = chosen.subList(0, Math.min(READS, chosen.size()));
    long missing =
        InFlight.each(chosen, READS, item -> isMissing(store, item)).stream()
            .filter(Boolean::booleanValue)
            .count();
    if (missing == 0) {
      return SAME;
    }
    return missing * 2 > chosen.size() ? REPLACED : LOSSY;
  }

  private static CompletableFuture<Boolean> isMissing(TwinStore store, Item item) {
    TwinId twin = new TwinId(item.twin());
    String relationship = item.relationship();
    return relationship == null
        ? store.twin(twin).thenApply(reply -> isMissing(reply, item))
        : store.relationship(twin, relationship).thenApply(reply -> isMissing(reply, item));
  }

  private static boolean isMissing(Reply<?> reply, Item item) {
    if (reply.isStatus(404)) {
      return true;
    }
    ServiceLost.unlessDone(reply, "twin " + item.twin());
    return false;
  }
}
