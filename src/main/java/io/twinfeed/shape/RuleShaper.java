package io.twinfeed.shape;

import io.twinfeed.twin.TwinId;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Follows one rule. */
interface RuleShaper {
  /** The rule's name in the file. */
  String name();

  /** Its place in the file's list of twin rules, or of relationship rules. */
  int index();

  /** Whether it makes twins, and not relationships. */
  boolean isOfTwin();

  /** The columns that the rule reads, by their place in a row. */
  SortedSet<Integer> columns();

  /** Those of them that the owner's id is made of. */
  Set<Integer> ownerColumns();

  /**
   * The twin that the row's fragment belongs to.
   *
   * @return null if the row is none of this rule's
   */
  @Nullable TwinId owner(@Nullable Object[] row) throws RowRejection;

  /**
   * The twin that a row would have belonged to whose condition can't be decided.
   *
   * @return null if that can't be told either
   */
  @Nullable TwinId ownerDespiteCondition(@Nullable Object[] row);

  /**
   * The row's fragment.
   *
   * @param owner what {@link #owner} gave
   * @return null if the row says nothing by this rule
   */
  @Nullable Fragment shape(@Nullable Object[] row, String rowName, @Nullable TwinId owner)
      throws RowRejection;

  /**
   * What is said to the twin that the row fed when its rule made ids in another way.
   *
   * @param owner what {@link #owner} gave
   * @return null if it is still the same one, or none
   */
  default @Nullable Fragment movedAway(
      @Nullable Object[] row, String rowName, @Nullable TwinId owner) {
    return null;
  }

  /** What stands for a fragment that could not be made. */
  Fragment rejected(TwinId owner, String rowName);
}
