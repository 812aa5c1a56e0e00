package io.twinfeed.write;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.plan.Change;
import io.twinfeed.twin.TwinId;
import java.util.List;

/** What the first request for a change takes from the budgets. */
final class Costs {
  private Costs() {}

  static Cost of(Change change) {
    if (change instanceof Change.CreateLink create) {
      return ends(Operation.CREATE_DELETE, create.twin(), create.link().target());
    }
    if (change instanceof Change.PatchLink patch) {
      return ends(Operation.PATCH, patch.twin(), patch.link().target());
    }
    if (change instanceof Change.DeleteLink delete) {
      return ends(Operation.CREATE_DELETE, delete.twin(), delete.link().target());
    }
    return new Cost(
        change instanceof Change.PatchTwin || change instanceof Change.ReleaseTwin
            ? Operation.PATCH
            : Operation.CREATE_DELETE,
        List.of(change.twin().value()));
  }

  private static Cost ends(Operation operation, TwinId source, TwinId target) {
    return new Cost(
        operation,
        source.equals(target) ? List.of(source.value()) : List.of(source.value(), target.value()));
  }
}
