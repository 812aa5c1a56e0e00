package io.twinfeed.connector;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do to a graph of twins. Each may be done twice without harm: a runner that tries a
 * bundle again sends all of it once more.
 */
public sealed interface Mutation extends Serializable {

  /** The twin that it is about, or at which its relationship starts. */
  TwinId twin();

  /** The id of the relationship that it is about; null for a twin. */
  default @Nullable String relationshipId() {
    return null;
  }

  /** The twin at the other end of its relationship; null for a twin, or if it is not known. */
  default @Nullable TwinId target() {
    return null;
  }

  /**
   * Makes a twin; one that is there is patched where it differs in the model, or in a value that is
   * given here. Other values of a twin that is there are not touched, and none is taken away.
   *
   * @param wanted with each component of its model, with an empty map where it has no values: the
   *     service makes no twin without them. Its version is not looked at
   */
  record UpsertTwin(Twin wanted) implements Mutation {
    @Override
    public TwinId twin() {
      return wanted.id();
    }
  }

  /**
   * Patches a twin, which has to be there. To take away a value that is not there is done.
   *
   * @param patch as the service takes it; {@code Replace} needs a value to be there, {@code Add}
   *     does not
   */
  record PatchTwin(TwinId twin, Patch patch) implements Mutation {}

  /**
   * Deletes a twin. One that is not there is deleted; one at which relationships start or end is
   * refused.
   */
  record DeleteTwin(TwinId twin) implements Mutation {}

  /**
   * Makes a relationship; one of this id that is there is patched where it differs in a property
   * that is given here. One of this id that has another name or target is refused: these can't
   * change.
   *
   * @param wanted its version is not looked at
   */
  record UpsertRelationship(Relationship wanted) implements Mutation {
    @Override
    public TwinId twin() {
      return wanted.source();
    }

    @Override
    public String relationshipId() {
      return wanted.id();
    }

    @Override
    public TwinId target() {
      return wanted.target();
    }
  }

  /**
   * Patches a relationship, which has to be there. To take away a property that is not there is
   * done.
   *
   * @param target what it leads to, whose budget is then kept, too; null if it is not known
   */
  record PatchRelationship(TwinId twin, String relationshipId, @Nullable TwinId target, Patch patch)
      implements Mutation {
    public PatchRelationship(TwinId source, String id, Patch patch) {
      this(source, id, null, patch);
    }
  }

  /**
   * Deletes a relationship. One that is not there is deleted.
   *
   * @param target what it leads to, whose budget is then kept, too; null if it is not known
   */
  record DeleteRelationship(TwinId twin, String relationshipId, @Nullable TwinId target)
      implements Mutation {
    public DeleteRelationship(TwinId source, String id) {
      this(source, id, null);
    }
  }
}
