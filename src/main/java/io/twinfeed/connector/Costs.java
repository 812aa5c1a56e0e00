package io.twinfeed.connector;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.TwinId;
import java.util.List;

/** What the first request for a mutation takes from the budgets. */
final class Costs {
  private Costs() {}

  static Cost of(Mutation mutation) {
    boolean patches =
        mutation instanceof Mutation.PatchTwin || mutation instanceof Mutation.PatchRelationship;
    TwinId twin = mutation.twin();
    TwinId target = mutation.target();
    return new Cost(
        patches ? Operation.PATCH : Operation.CREATE_DELETE,
        target == null || target.equals(twin)
            ? List.of(twin.value())
            : List.of(twin.value(), target.value()));
  }
}
