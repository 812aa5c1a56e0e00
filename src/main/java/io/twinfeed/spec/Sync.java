package io.twinfeed.spec;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What "in step" means for this pipeline.
 *
 * @param fullEvery how often watermarked sources are read in full; null for never
 */
public record Sync(
    Mode mode, Compare compare, Nulls nulls, @Nullable Duration fullEvery, Guards guards)
    implements Serializable {

  /** Which changes a run may make. */
  public enum Mode {
    UPSERT,
    UPDATE,
    INSERT,
    MIRROR
  }

  /** What the desired state is held against. */
  public enum Compare {
    SNAPSHOT,
    LIVE,
    NONE
  }

  /** What a null means for a property that may have a value. */
  public enum Nulls {
    REMOVE,
    KEEP,
    REJECT
  }

  /**
   * Limits that a plan must keep.
   *
   * @param minRows the fewest rows of a full read, by source
   */
  public record Guards(
      @Nullable Limit maxDeletes,
      @Nullable Limit maxRemovals,
      @Nullable Limit maxRejects,
      Map<String, Long> minRows)
      implements Serializable {
    public Guards {
      minRows = Map.copyOf(minRows);
    }

    public static Guards none() {
      return new Guards(null, null, null, Map.of());
    }
  }

  /**
   * A number, or a percentage with a number below which it does not bite.
   *
   * @param percent null for an absolute limit
   */
  public record Limit(@Nullable Double percent, long atLeast) implements Serializable {}
}
