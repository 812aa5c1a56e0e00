package io.twinfeed.connector;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.TwinId;

/** What the first request for a mutation takes from the budgets. */
final class Costs {
  private Costs() {}

  static Cost of(Mutation mutation) {
    boolean patches =
        mutation instanceof Mutation.PatchTwin || mutation instanceof Mutation.PatchRelationship;
    TwinId target = mutation.target();
    return Cost.of(
        patches ? Operation.PATCH : Operation.CREATE_DELETE,
        mutation.twin().value(),
        target == null ? null : target.value());
  }
}
