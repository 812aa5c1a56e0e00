package io.twinfeed.connector;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries mutations out, and settles what the graph answers: what is there after all is read and
 * patched, never replaced. Safe for several threads.
 */
final class Settling {
  // How often it begins again before something else is held to be changing the thing for ever
  private static final int ROUNDS = 4;

  private final TwinStore store;

  Settling(TwinStore store) {
    this.store = store;
  }

  /** What becomes of a mutation. Completes exceptionally if no mutation will fare better. */
  CompletableFuture<Outcome> settle(Mutation mutation) {
    var unfit = Refusal.ofIds(mutation);
    if (unfit.isPresent()) {
      return CompletableFuture.completedFuture(unfit.get());
    }
    if (mutation instanceof Mutation.UpsertTwin upsert) {
      return upsert(upsert, 1);
    }
    if (mutation instanceof Mutation.PatchTwin patch) {
      return patch(patch, patch.patch(), null, 1);
    }
    if (mutation instanceof Mutation.DeleteTwin delete) {
      return store.delete(delete.twin(), null).thenApply(reply -> deleted(delete, reply));
    }
    if (mutation instanceof Mutation.UpsertRelationship upsert) {
      return upsert(upsert, 1);
    }
    if (mutation instanceof Mutation.PatchRelationship patch) {
      return patch(patch, patch.patch(), null, 1);
    }
    Mutation.DeleteRelationship delete = (Mutation.DeleteRelationship) mutation;
    return (delete.target() == null
            ? store.delete(delete.twin(), delete.relationshipId(), null)
            : store.delete(delete.twin(), delete.relationshipId(), delete.target(), null))
        .thenApply(reply -> deleted(delete, reply));
  }

  private CompletableFuture<Outcome> upsert(Mutation.UpsertTwin upsert, int round) {
    return store
        .create(upsert.wanted())
        .thenCompose(
            reply ->
                reply.isStatus(412)
                    ? adopt(upsert, round).thenApply(outcome -> asFound(outcome, reply))
                    : now(upsert, reply, Effect.CREATED));
  }

  private CompletableFuture<Outcome> adopt(Mutation.UpsertTwin upsert, int round) {
    return read(
        upsert,
        store.twin(upsert.twin()),
        round,
        () -> upsert(upsert, round + 1),
        live -> {
          Patch patch = Difference.of(upsert.wanted(), live);
          if (patch.isEmpty()) {
            return Outcome.done(Effect.UNCHANGED);
          }
          boolean model = patch.ops().get(0).pointer().equals(Difference.MODEL);
          return store
              .patch(upsert.twin(), patch, model ? live.etag() : null)
              .thenCompose(
                  reply ->
                      reply.isOutdated() && round < ROUNDS
                          ? adopt(upsert, round + 1)
                          : now(upsert, reply, Effect.PATCHED));
        });
  }

  private CompletableFuture<Outcome> upsert(Mutation.UpsertRelationship upsert, int round) {
    return store
        .create(upsert.wanted())
        .thenCompose(
            reply ->
                reply.isStatus(412)
                    ? adopt(upsert, round).thenApply(outcome -> asFound(outcome, reply))
                    : now(upsert, reply, Effect.CREATED));
  }

  private CompletableFuture<Outcome> adopt(Mutation.UpsertRelationship upsert, int round) {
    Relationship wanted = upsert.wanted();
    return read(
        upsert,
        store.relationship(wanted.source(), wanted.id()),
        round,
        () -> upsert(upsert, round + 1),
        live -> {
          if (!live.name().equals(wanted.name()) || !live.target().equals(wanted.target())) {
            return CompletableFuture.completedFuture(
                Refusal.another(upsert, live.name(), live.target().value()));
          }
          Patch patch = Difference.of(wanted, live);
          return patch.isEmpty()
              ? Outcome.done(Effect.UNCHANGED)
              : store
                  .patch(wanted.source(), wanted.id(), wanted.target(), patch, null)
                  .thenCompose(
                      reply ->
                          reply.isOutdated() && round < ROUNDS
                              ? adopt(upsert, round + 1)
                              : now(upsert, reply, Effect.PATCHED));
        });
  }

  private CompletableFuture<Outcome> patch(
      Mutation.PatchTwin mutation, Patch patch, @Nullable String ifMatch, int round) {
    if (patch.isEmpty()) {
      return Outcome.done(Effect.UNCHANGED);
    }
    return store
        .patch(mutation.twin(), patch, ifMatch)
        .thenCompose(
            reply -> {
              if (!reply.isOutdated() || !Removals.any(mutation.patch()) || round >= ROUNDS) {
                return now(mutation, reply, Effect.PATCHED);
              }
              return again(
                  mutation,
                  store.twin(mutation.twin()),
                  reply,
                  live -> Removals.ofWhatIsThere(mutation.patch(), live),
                  patch,
                  (fresh, live) -> patch(mutation, fresh, live.etag(), round + 1));
            });
  }

  private CompletableFuture<Outcome> patch(
      Mutation.PatchRelationship mutation, Patch patch, @Nullable String ifMatch, int round) {
    if (patch.isEmpty()) {
      return Outcome.done(Effect.UNCHANGED);
    }
    return (mutation.target() == null
            ? store.patch(mutation.twin(), mutation.relationshipId(), patch, ifMatch)
            : store.patch(
                mutation.twin(), mutation.relationshipId(), mutation.target(), patch, ifMatch))
        .thenCompose(
            reply -> {
              if (!reply.isOutdated() || !Removals.any(mutation.patch()) || round >= ROUNDS) {
                return now(mutation, reply, Effect.PATCHED);
              }
              return again(
                  mutation,
                  store.relationship(mutation.twin(), mutation.relationshipId()),
                  reply,
                  live -> Removals.ofWhatIsThere(mutation.patch(), live),
                  patch,
                  (fresh, live) -> patch(mutation, fresh, live.etag(), round + 1));
            });
  }

  private interface Sends<T> {
    CompletableFuture<Outcome> send(Patch patch, T live);
  }

  // A patch that did not fit, without what it would take away and is gone
  private static <T> CompletableFuture<Outcome> again(
      Mutation mutation,
      CompletableFuture<Reply<T>> reading,
      Reply<Void> refusal,
      Function<T, Patch> fitting,
      Patch refused,
      Sends<T> sends) {
    return reading.thenCompose(
        reply -> {
          if (!(reply instanceof Reply.Done<T> found) || found.value() == null) {
            return CompletableFuture.completedFuture(Refusal.of(mutation, reply));
          }
          Patch fresh = fitting.apply(found.value());
          // Refused for something else, and would be once more
          boolean same = fresh.equals(refused) && !refusal.isStatus(412);
          return same
              ? CompletableFuture.completedFuture(Refusal.of(mutation, refusal))
              : sends.send(fresh, found.value());
        });
  }

  private interface Begins {
    CompletableFuture<Outcome> begin();
  }

  private static <T> CompletableFuture<Outcome> read(
      Mutation mutation,
      CompletableFuture<Reply<T>> reading,
      int round,
      Begins ifGone,
      Function<T, CompletableFuture<Outcome>> ifThere) {
    return reading.thenCompose(
        reply -> {
          if (reply.isStatus(404) && round < ROUNDS) {
            return ifGone.begin();
          }
          return reply instanceof Reply.Done<T> found && found.value() != null
              ? ifThere.apply(found.value())
              : CompletableFuture.completedFuture(Refusal.of(mutation, reply));
        });
  }

  // What is just as it was to be made, after an attempt without an answer, was made by that attempt
  private static Outcome asFound(Outcome outcome, Reply<Void> refusal) {
    return isRepeated(refusal) && outcome.equals(new Outcome.Done(Effect.UNCHANGED))
        ? new Outcome.Done(Effect.CREATED)
        : outcome;
  }

  private static Outcome deleted(Mutation mutation, Reply<Void> reply) {
    if (reply.isStatus(404)) {
      return new Outcome.Done(isRepeated(reply) ? Effect.DELETED : Effect.UNCHANGED);
    }
    return settled(mutation, reply, Effect.DELETED);
  }

  private static boolean isRepeated(Reply<Void> reply) {
    return reply instanceof Reply.Refused<Void> refused && refused.repeated();
  }

  private static CompletableFuture<Outcome> now(
      Mutation mutation, Reply<Void> reply, Effect effect) {
    return CompletableFuture.completedFuture(settled(mutation, reply, effect));
  }

  private static Outcome settled(Mutation mutation, Reply<Void> reply, Effect effect) {
    return reply.isDone() ? new Outcome.Done(effect) : Refusal.of(mutation, reply);
  }
}
