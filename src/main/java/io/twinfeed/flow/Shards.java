package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * Which shard a twin belongs to. All that concerns a twin, and the relationships that start at it,
 * meets in one shard.
 *
 * @param slots over which Flink deals them out evenly; 1 if it does not matter
 */
public record Shards(int count, int slots) implements Serializable {

  public Shards(int count) {
    this(count, 1);
  }

  /** By a hash that is the same in every JVM and spreads ids that differ in their last digit. */
  public int of(TwinId twin) {
    return of(twin.value().hashCode() * 0x9E3779B9);
  }

  /** That of something else, by its hash. */
  public int of(int hash) {
    return Math.floorMod(hash ^ (hash >>> 16), count);
  }

  /** Shards as keys. */
  public Coder<Integer> coder() {
    return slots == 1 ? VarIntCoder.of() : new SlotCoder(slots);
  }
}
