package io.twinfeed.shape;

import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one row says through one rule. All fragments of a twin meet in the grouping. */
public sealed interface Fragment {

  /** The twin that it belongs to; for a relationship, the twin that it starts at. */
  TwinId twin();

  /** The rule's place in the file's list of twin rules, or of relationship rules. */
  int rule();

  /** Names the row among the rows of its source, and orders them. */
  String row();

  /**
   * A part of a twin.
   *
   * @param values what the row feeds to the rule's properties, in their order
   */
  record OfTwin(TwinId twin, int rule, String row, List<Fed> values) implements Fragment {
    public OfTwin {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /**
   * A relationship.
   *
   * @param id made of its name, target and key
   * @param values what the row feeds to the rule's properties, in their order
   */
  record OfRelationship(
      TwinId twin, int rule, String row, String id, TwinId target, List<Fed> values)
      implements Fragment {
    public OfRelationship {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A row that feeds another twin now, and fed this one by the id that its rule made before. */
  record MovedAway(TwinId twin, int rule, String row) implements Fragment {}

  /** A row whose condition says that there is no relationship. */
  record NoRelationship(TwinId twin, int rule, String row) implements Fragment {}

  /** A row was rejected that would have fed this twin: it must not be written. */
  record RejectedTwin(TwinId twin, int rule, String row) implements Fragment {}

  /** A row was rejected that would have fed a relationship of this twin: none may be taken away. */
  record RejectedRelationship(TwinId twin, int rule, String row) implements Fragment {}

  /**
   * What a row feeds to one property.
   *
   * @param value a JSON value as plain Java objects, already of the property's schema; for an
   *     aggregate what its expression gave; null for null
   * @param by what orders or names it: the merge's, the aggregate's or the map's; null if nothing
   */
  record Fed(@Nullable Object value, @Nullable Object by) {}
}
