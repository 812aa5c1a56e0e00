package io.twinfeed.flow;

import io.twinfeed.twin.TwinId;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on record of a twin or of a relationship: that this pipeline wrote it, of which rows, and
 * a hash of what they said. The snapshot keeps it from run to run.
 */
public sealed interface Known extends Serializable {

  /** The twin; for a relationship, the one that it starts at. */
  TwinId twin();

  Standing standing();

  /** What the rows of each rule said; empty once no row feeds it. Ordered by rule. */
  List<Part> parts();

  /** What it is of. */
  Key key();

  default boolean isOfSame(Known other) {
    return key().equals(other.key());
  }

  /**
   * The same, written by another run.
   *
   * @param run when it began, in milliseconds since 1970
   */
  Known in(long run);

  /** Whether all is the same but when it was written last. */
  default boolean saysTheSame(Known other) {
    return isOfSame(other) && standing() == other.standing() && parts().equals(other.parts());
  }

  /**
   * A twin.
   *
   * @param run when the run began that wrote it last, in milliseconds since 1970
   */
  record OfTwin(TwinId twin, Standing standing, long run, List<Part> parts) implements Known {
    public OfTwin {
      parts = List.copyOf(parts);
    }

    @Override
    public Key key() {
      return new Key(twin, null);
    }

    @Override
    public Known in(long other) {
      return new OfTwin(twin, standing, other, parts);
    }
  }

  /** A relationship; its id is unique among those of its source twin only. */
  record OfLink(
      TwinId twin,
      String id,
      String name,
      TwinId target,
      Standing standing,
      long run,
      List<Part> parts)
      implements Known {
    public OfLink {
      parts = List.copyOf(parts);
    }

    @Override
    public Key key() {
      return new Key(twin, id);
    }

    @Override
    public Known in(long other) {
      return new OfLink(twin, id, name, target, standing, other, parts);
    }
  }

  /**
   * Names a twin or a relationship.
   *
   * @param link the relationship's id; null for the twin
   */
  record Key(TwinId twin, @Nullable String link) implements Serializable {}

  /** How it came to be ours, and whether we know what became of it. */
  enum Standing {
    /** This pipeline made it, so that it may take it away. */
    CREATED(true, true),
    /** It was there already; only our properties are ours. */
    ADOPTED(false, true),
    /** As CREATED, but a write may or may not have come through: the graph has to be asked. */
    CREATED_UNCERTAIN(true, false),
    /** As ADOPTED, but a write may or may not have come through. */
    ADOPTED_UNCERTAIN(false, false);

    private final boolean created;
    private final boolean certain;

    Standing(boolean created, boolean certain) {
      this.created = created;
      this.certain = certain;
    }

    public boolean isCreated() {
      return created;
    }

    public boolean isCertain() {
      return certain;
    }

    public static Standing of(boolean created, boolean certain) {
      if (certain) {
        return created ? CREATED : ADOPTED;
      }
      return created ? CREATED_UNCERTAIN : ADOPTED_UNCERTAIN;
    }
  }

  /**
   * What the rows of one rule said.
   *
   * @param rule the rule's place in the file's list of twin rules, or of relationship rules; -1 for
   *     a rule that the file no longer has
   * @param high the first half of a hash of what they fed
   * @param low the second half; its last bit is 1 if all of them said the same, so that those that
   *     are left still say it once some are gone
   * @param rows their names, ordered
   */
  record Part(int rule, long high, long low, List<String> rows) implements Serializable {
    public Part {
      rows = List.copyOf(rows);
    }

    public boolean saysTheSame(Part other) {
      return rule == other.rule && high == other.high && low == other.low;
    }

    /** Whether each of its rows alone says all that they say together. */
    public boolean isUniform() {
      return (low & 1) == 1;
    }
  }
}
