package io.twinfeed.job;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.snapshot.Manifest;
import io.twinfeed.spec.Sync.Compare;
import java.util.List;
import java.util.Random;

/**
 * How far a snapshot can be believed.
 *
 * @param believes whether what is on record counts as what is there
 * @param forgets whether nothing on record counts, not even who made what
 */
public record Trust(boolean believes, boolean forgets) {

  /**
   * Finds out whether the graph is still the one that a snapshot speaks of.
   *
   * @param sample things on record; empty before the first run
   * @param warnings takes what a person should know of it
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if the service can't be asked
   */
  public static Trust in(
      List<Manifest.Item> sample,
      TwinStore store,
      Compare compare,
      Random random,
      List<String> warnings) {
    return switch (SpotCheck.of(store, sample, random)) {
      case SAME -> new Trust(compare != Compare.LIVE, false);
      case LOSSY -> {
        warnings.add(
            "twins or relationships that the last run has left are gone: everything is compared"
                + " with the graph");
        yield new Trust(false, false);
      }
      case REPLACED -> {
        warnings.add(
            "the graph is not the one that the last run has left: everything is compared with the"
                + " graph, and nothing in it counts as made by this pipeline");
        yield new Trust(false, true);
      }
    };
  }
}
