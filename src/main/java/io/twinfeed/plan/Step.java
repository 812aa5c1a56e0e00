package io.twinfeed.plan;

import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change, with what it would change.
 *
 * @param before the values that were there, by JSON pointer into the twin or relationship: of a
 *     patch, at each of its operations that had one; the model under {@code /$metadata/$model}
 * @param drifted whether the rows say what they said when it was written last, so that it is the
 *     graph that has changed
 * @param since when the graph was changed there, RFC 3339 by JSON pointer, where it says so
 */
public record Step(
    Planned planned,
    SortedMap<String, Value> before,
    boolean drifted,
    SortedMap<String, String> since)
    implements Told {

  /** What a step does, in the order of the phases in which it is done. */
  public enum Kind {
    CREATE_TWIN,
    CHANGE_TWIN,
    /** Our values are taken out of somebody else's twin. */
    RELEASE_TWIN,
    CREATE_LINK,
    /** A relationship leads to another twin than before. */
    RETARGET_LINK,
    CHANGE_LINK,
    DELETE_LINK,
    DELETE_TWIN;

    /** Whether it is done to a relationship. */
    public boolean isOfLink() {
      return this == CREATE_LINK
          || this == RETARGET_LINK
          || this == CHANGE_LINK
          || this == DELETE_LINK;
    }
  }

  public Step {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
  }

  @Override
  public TwinId twin() {
    return planned.change().twin();
  }

  /**
   * The same for another run that takes it.
   *
   * @param run when it began, in milliseconds since 1970
   */
  public Step in(long run) {
    return new Step(
        new Planned(planned.change(), planned.ledger().in(run)), before, drifted, since);
  }

  public Kind kind() {
    Change change = planned.change();
    if (change instanceof Change.CreateTwin) {
      return Kind.CREATE_TWIN;
    }
    if (change instanceof Change.PatchTwin) {
      return Kind.CHANGE_TWIN;
    }
    if (change instanceof Change.ReleaseTwin) {
      return Kind.RELEASE_TWIN;
    }
    if (change instanceof Change.CreateLink create) {
      return create.instead().isEmpty() ? Kind.CREATE_LINK : Kind.RETARGET_LINK;
    }
    if (change instanceof Change.PatchLink) {
      return Kind.CHANGE_LINK;
    }
    return change instanceof Change.DeleteLink ? Kind.DELETE_LINK : Kind.DELETE_TWIN;
  }
}
