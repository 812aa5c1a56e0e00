package io.twinfeed.connector;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.twin.SafeId;
import java.util.Optional;

/** Why a mutation was not carried out, and what to do about it. */
final class Refusal {
  private Refusal() {}

  /**
   * @throws TwinfeedException of kind SERVICE if the reply says that no mutation will fare better
   */
  static Outcome of(Mutation mutation, Reply<?> reply) {
    if (ServiceLost.isCertain(reply) || !(reply instanceof Reply.Refused<?> refused)) {
      throw gone(reply, subject(mutation));
    }
    if (refused.code().equals("RelationshipsNotDeleted")) {
      return new Outcome.Failed(
          "TWIN-IN-USE",
          subject(mutation) + ": relationships start or end at it",
          "delete them first, in a write before this one",
          refused.attempts());
    }
    return new Outcome.Failed(
        (mutation.relationshipId() == null ? "TWIN-" : "REL-") + refused.status(),
        "%s: the service says %s: %s"
            .formatted(subject(mutation), refused.code(), refused.message()),
        hint(mutation, refused),
        refused.attempts());
  }

  /** Of a relationship of the same id that can't become the one that is wanted. */
  static Outcome another(Mutation.UpsertRelationship mutation, String name, String target) {
    return new Outcome.Failed(
        "REL-412",
        "%s: it is there already, as %s to %s".formatted(subject(mutation), name, target),
        "delete it first, or make name and target a part of the id",
        1);
  }

  /** What is wrong with the ids of a mutation, before the service is asked; null if nothing is. */
  static Optional<Outcome> ofIds(Mutation mutation) {
    Optional<String> problem = SafeId.problem(mutation.twin().value());
    if (problem.isEmpty() && mutation.relationshipId() != null) {
      problem = SafeId.problem(mutation.relationshipId());
    }
    if (problem.isEmpty() && mutation.target() != null) {
      problem = SafeId.problem(mutation.target().value());
    }
    return problem.map(
        what ->
            new Outcome.Failed(
                "ROW-ID-ILLEGAL",
                subject(mutation) + ": an id " + what,
                "make the id of other characters",
                0));
  }

  /** The exception that ends a bundle. */
  static TwinfeedException gone(Reply<?> reply, String what) {
    TwinfeedException found = ServiceLost.because(reply, what);
    return told(
        found,
        reply instanceof Reply.Refused<?> ? found.hint() : "check that it runs, and the endpoint");
  }

  /** With the cure in its message: a runner shows nothing else. */
  static TwinfeedException told(TwinfeedException found, String hint) {
    return new TwinfeedException(
        found.kind(), "DigitalTwinsIO: " + found.getMessage() + "; " + hint, hint, found);
  }

  static String subject(Mutation mutation) {
    String id = mutation.relationshipId();
    return id == null
        ? "twin " + mutation.twin()
        : "relationship " + id + " of twin " + mutation.twin();
  }

  private static String hint(Mutation mutation, Reply.Refused<?> refused) {
    return switch (refused.status()) {
      case 404 ->
          refused.code().startsWith("Target")
              ? "write the target twin first, in a write that this one waits for"
              : mutation instanceof Mutation.UpsertRelationship
                  ? "write the source twin first, in a write that this one waits for"
                  : "only what is there can be patched: an upsert makes it";
      case 400 -> "compare it with the model in the service";
      case 412 -> "something else keeps changing it: write it again";
      case 429 -> "leave more of the limits to others, withShare, or write when less is going on";
      default -> "write it again; if it stays, look at the service's health";
    };
  }
}
