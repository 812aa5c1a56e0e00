package io.twinfeed.snapshot;

import io.twinfeed.flow.Known;

/**
 * What a snapshot knows, counted.
 *
 * @param twins on record
 * @param relationships on record
 * @param created how many of both this pipeline made; the others were there before
 * @param uncertain of how many of both a write may or may not have come through
 */
public record Census(long twins, long relationships, long created, long uncertain) {

  /**
   * Reads the newest generation.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind STATE if it can't be read
   */
  public static Census of(Snapshot snapshot) {
    Census[] census = {new Census(0, 0, 0, 0)};
    Records.each(snapshot, known -> census[0] = census[0].with(known));
    return census[0];
  }

  private Census with(Known known) {
    boolean isTwin = known instanceof Known.OfTwin;
    return new Census(
        twins + (isTwin ? 1 : 0),
        relationships + (isTwin ? 0 : 1),
        created + (known.standing().isCreated() ? 1 : 0),
        uncertain + (known.standing().isCertain() ? 0 : 1));
  }
}
