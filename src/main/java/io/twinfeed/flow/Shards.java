package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.Serializable;

/**
 * Which shard a twin belongs to. All that concerns a twin, and the relationships that start at it,
 * meets in one shard.
 */
public record Shards(int count) implements Serializable {

  /** By a hash that is the same in every JVM and spreads ids that differ in their last digit. */
  public int of(TwinId twin) {
    int hash = twin.value().hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), count);
  }
}
