package io.twinfeed.write;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Failure.Counts;
import io.twinfeed.plan.Change;
import io.twinfeed.twin.TwinId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the refusal of a change into a failure that a person can act on. */
final class Refusals {
  private Refusals() {}

  /**
   * @throws io.twinfeed.issue.TwinfeedException if the reply says that no change will fare better
   */
  static Outcome of(Change change, Reply<?> reply) {
    if (ServiceLost.isCertain(reply) || !(reply instanceof Reply.Refused<?> refused)) {
      throw ServiceLost.because(reply, subject(change));
    }
    boolean leaves = change instanceof Change.DeleteTwin || change instanceof Change.ReleaseTwin;
    boolean twin =
        leaves || change instanceof Change.CreateTwin || change instanceof Change.PatchTwin;
    if (refused.code().equals("RelationshipsNotDeleted")) {
      return inUse(change);
    }
    return new Outcome.Rejected(
        new Failure(
            Failure.Stage.WRITE,
            (twin ? "TWIN-" : "REL-") + refused.status(),
            "%s: the service says %s: %s"
                .formatted(subject(change), refused.code(), refused.message()),
            hint(refused, twin),
            change.rule(),
            null,
            null,
            Map.of(),
            operation(change),
            leaves || change instanceof Change.DeleteLink
                ? Counts.NOTHING
                : twin ? Counts.TWIN : Counts.RELATIONSHIP,
            change.twin(),
            target(change),
            refused.attempts()),
        refused.status() >= 500 || isChanged(change, refused));
  }

  // What was to be patched is gone, or somebody keeps changing it: what is on record of it can't be
  // believed
  private static boolean isChanged(Change change, Reply.Refused<?> refused) {
    return (change instanceof Change.PatchTwin || change instanceof Change.PatchLink)
        && (refused.status() == 404 || refused.status() == 412);
  }

  // What somebody else has tied to it is theirs to untie
  private static Outcome inUse(Change change) {
    return new Outcome.Rejected(
        new Failure(
            Failure.Stage.WRITE,
            "TWIN-IN-USE",
            "twin %s is in no source any more, but relationships that are not ours start or end at it"
                .formatted(change.twin()),
            "remove these relationships, or keep the row; the next run tries again",
            change.rule(),
            null,
            null,
            Map.of(),
            operation(change),
            Counts.NOTHING,
            change.twin(),
            null,
            1),
        false);
  }

  private static String hint(Reply.Refused<?> refused, boolean twin) {
    return switch (refused.status()) {
      case 404 ->
          refused.code().startsWith("Target")
              ? "a rule must create the target twin, or the reference in the source is dangling"
              : twin
                  ? "the twin was deleted while the run went on; run again"
                  : "a rule must create the source twin";
      case 400 -> "compare the value with the model in the service";
      case 412 -> "something else keeps changing it; run again";
      case 429 -> "lower target.limits.share, or run when less is going on";
      case 403 -> "give this identity the role Azure Digital Twins Data Owner";
      default -> "run again; if it stays, look at the service's health";
    };
  }

  static @Nullable TwinId target(Change change) {
    if (change instanceof Change.CreateLink create) {
      return create.link().target();
    }
    if (change instanceof Change.PatchLink patch) {
      return patch.link().target();
    }
    return change instanceof Change.DeleteLink delete ? delete.link().target() : null;
  }

  static String subject(Change change) {
    TwinId target = target(change);
    return target == null
        ? "twin " + change.twin()
        : "relationship from " + change.twin() + " to " + target;
  }

  // As it would be sent, by kind
  static Map<String, Object> operation(Change change) {
    Map<String, Object> operation = new LinkedHashMap<>();
    if (change instanceof Change.CreateTwin create) {
      operation.put("kind", "createTwin");
      operation.put("model", create.desired().model());
      // Paths, not values: a column of the source may be sensitive
      operation.put(
          "paths", create.desired().values().keySet().stream().map(Object::toString).toList());
    } else if (change instanceof Change.PatchTwin patch) {
      operation.put("kind", "patchTwin");
      operation.put("paths", Writer.paths(patch.patch()));
    } else if (change instanceof Change.CreateLink create) {
      operation.put("kind", "createRelationship");
      operation.put("name", create.link().name());
      operation.put("id", create.link().id());
      operation.put("target", create.link().target().value());
    } else if (change instanceof Change.PatchLink patch) {
      operation.put("kind", "patchRelationship");
      operation.put("name", patch.link().name());
      operation.put("id", patch.link().id());
      operation.put("paths", Writer.paths(patch.patch()));
    } else if (change instanceof Change.DeleteTwin) {
      operation.put("kind", "deleteTwin");
    } else if (change instanceof Change.ReleaseTwin release) {
      operation.put("kind", "releaseTwin");
      operation.put("paths", Writer.paths(release.patch()));
    } else if (change instanceof Change.DeleteLink delete) {
      operation.put("kind", "deleteRelationship");
      operation.put("name", delete.link().name());
      operation.put("id", delete.link().id());
    }
    return operation;
  }
}
