package io.twinfeed.write;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.plan.Change;
import io.twinfeed.twin.TwinId;

/** What the first request for a change takes from the budgets. */
final class Costs {
  private Costs() {}

  static Cost of(Change change) {
    boolean patches =
        change instanceof Change.PatchTwin
            || change instanceof Change.ReleaseTwin
            || change instanceof Change.PatchLink;
    TwinId target = Refusals.target(change);
    return Cost.of(
        patches ? Operation.PATCH : Operation.CREATE_DELETE,
        change.twin().value(),
        target == null ? null : target.value());
  }
}
