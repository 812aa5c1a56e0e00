package io.twinfeed.write;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.group.Desired;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Diff;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends changes, and settles what the graph answers: a twin that is there after all is read and
 * patched, never replaced; a patch that no longer fits is made again from what is there now. Not
 * for several threads.
 */
final class Writer {
  // How often a patch is made again before something else is held to be changing the twin for ever
  private static final int ROUNDS = 4;

  private final TwinStore store;
  private final boolean again;

  /**
   * @param again whether an earlier attempt of the same task may have sent the same changes
   */
  Writer(TwinStore store, boolean again) {
    this.store = store;
    this.again = again;
  }

  /** What becomes of a change. Completes exceptionally if no change will fare better. */
  CompletableFuture<Outcome> write(Change change) {
    if (change instanceof Change.CreateTwin create) {
      return store
          .create(Diff.whole(create.desired(), create.components()))
          .thenCompose(
              reply ->
                  reply.isStatus(412)
                      ? adopt(create, create.desired(), 1)
                          .thenApply(outcome -> outcome.asFound(reply, "twins.created", again))
                      : done(settled(create, reply, "twins.created")));
    }
    if (change instanceof Change.PatchTwin patch) {
      return patch(patch, patch.desired(), patch.patch(), patch.ifMatch(), 1);
    }
    if (change instanceof Change.CreateLink create) {
      return createLink(create);
    }
    if (change instanceof Change.PatchLink patch) {
      return patchLink(patch, patch.link(), patch.patch(), 1);
    }
    if (change instanceof Change.DeleteTwin leave) {
      return leave(leave, 1);
    }
    if (change instanceof Change.ReleaseTwin release) {
      return release(release, release.patch(), release.ifMatch(), 1);
    }
    Change.DeleteLink delete = (Change.DeleteLink) change;
    return delete(delete.link())
        .thenApply(reply -> settled(change, reply, "relationships.deleted"));
  }

  // As it was read a moment ago, or else read again: what changes it meanwhile may need it
  private CompletableFuture<Outcome> leave(Change.DeleteTwin change, int round) {
    return store
        .twin(change.twin())
        .thenCompose(
            reply -> {
              if (reply.isStatus(404)) {
                return done(new Outcome.Settled("twins.deleted"));
              }
              if (!(reply instanceof Reply.Done<Twin> found) || found.value() == null) {
                return done(Refusals.of(change, reply));
              }
              return store
                  .delete(change.twin(), found.value().etag())
                  .thenCompose(
                      deleted -> {
                        if (deleted.isStatus(412) && round < ROUNDS) {
                          return leave(change, round + 1);
                        }
                        return done(
                            deleted.isStatus(404)
                                ? new Outcome.Settled("twins.deleted")
                                : settled(change, deleted, "twins.deleted"));
                      });
            });
  }

  private CompletableFuture<Outcome> release(
      Change.ReleaseTwin change, Patch patch, @Nullable String ifMatch, int round) {
    return store
        .patch(change.twin(), patch, ifMatch)
        .thenCompose(
            reply -> {
              if (!reply.isOutdated() || round >= ROUNDS) {
                return done(
                    reply.isStatus(404)
                        ? new Outcome.Settled("twins.released")
                        : settled(change, reply, "twins.released"));
              }
              return store
                  .twin(change.twin())
                  .thenCompose(
                      again -> {
                        if (again.isStatus(404)) {
                          return done(new Outcome.Settled("twins.released"));
                        }
                        if (!(again instanceof Reply.Done<Twin> found) || found.value() == null) {
                          return done(Refusals.of(change, again));
                        }
                        Patch fresh = Diff.of(change.desired(), found.value());
                        return fresh.isEmpty()
                            ? done(new Outcome.Settled("twins.released"))
                            : release(change, fresh, found.value().etag(), round + 1);
                      });
            });
  }

  // A twin that is there after all: reads it and patches what differs
  private CompletableFuture<Outcome> adopt(Change change, Desired desired, int round) {
    return store
        .twin(desired.id())
        .thenCompose(
            reply -> {
              if (!(reply instanceof Reply.Done<Twin> found) || found.value() == null) {
                return done(Refusals.of(change, reply));
              }
              Twin live = found.value();
              Patch patch = Diff.of(desired, live);
              if (patch.isEmpty()) {
                return done(new Outcome.Settled("twins.unchanged"));
              }
              String ifMatch = Diff.needsVersion(desired, patch) ? live.etag() : null;
              return patch(change, desired, patch, ifMatch, round);
            });
  }

  private CompletableFuture<Outcome> patch(
      Change change, Desired desired, Patch patch, @Nullable String ifMatch, int round) {
    return store
        .patch(desired.id(), patch, ifMatch)
        .thenCompose(
            reply ->
                reply.isOutdated() && round < ROUNDS
                    ? adopt(change, desired, round + 1)
                    : done(settled(change, reply, "twins.updated")));
  }

  private CompletableFuture<Outcome> createLink(Change.CreateLink create) {
    boolean retargets = !create.instead().isEmpty();
    String made = retargets ? "relationships.updated" : "relationships.created";
    return store
        .create(Diff.whole(create.link()))
        .thenCompose(
            reply ->
                reply.isStatus(412)
                    ? adoptLink(create, create.link(), 1)
                        .thenApply(outcome -> outcome.asFound(reply, made, again))
                    : done(settled(create, reply, made)))
        .thenCompose(
            outcome ->
                outcome.failure() != null || !retargets ? done(outcome) : giveWay(create, outcome));
  }

  // The old ones go once the new one is there: a crash between leaves one too many, which the next
  // run removes, and never none
  private CompletableFuture<Outcome> giveWay(Change.CreateLink create, Outcome outcome) {
    CompletableFuture<Outcome> all = done(outcome);
    for (Relationship old : create.instead()) {
      all =
          all.thenCompose(
              sofar ->
                  sofar.failure() != null
                      ? done(sofar)
                      : delete(old)
                          .thenApply(
                              reply ->
                                  reply.isDone() ? sofar : Refusals.of(create, reply).halfDone()));
    }
    return all;
  }

  private CompletableFuture<Outcome> adoptLink(Change change, Desired.Link link, int round) {
    return store
        .relationship(link.source(), link.id())
        .thenCompose(
            reply -> {
              if (!(reply instanceof Reply.Done<Relationship> found) || found.value() == null) {
                return done(Refusals.of(change, reply));
              }
              Patch patch = Diff.of(link, found.value());
              return patch.isEmpty()
                  ? done(new Outcome.Settled("relationships.unchanged"))
                  : patchLink(change, link, patch, round);
            });
  }

  private CompletableFuture<Outcome> patchLink(
      Change change, Desired.Link link, Patch patch, int round) {
    return store
        .patch(link.source(), link.id(), link.target(), patch, null)
        .thenCompose(
            reply ->
                reply.isOutdated() && round < ROUNDS
                    ? adoptLink(change, link, round + 1)
                    : done(settled(change, reply, "relationships.updated")));
  }

  // One that is gone already is as it should be; one that changed since it was read is still to go:
  // its id, name and target can't have changed
  private CompletableFuture<Reply<Void>> delete(Relationship link) {
    return store
        .delete(link.source(), link.id(), link.target(), null)
        .thenApply(reply -> reply.isStatus(404) ? new Reply.Done<>(null) : reply);
  }

  private static Outcome settled(Change change, Reply<Void> reply, String counted) {
    return reply.isDone() ? new Outcome.Settled(counted) : Refusals.of(change, reply);
  }

  private static CompletableFuture<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  static List<String> paths(Patch patch) {
    return patch.ops().stream().map(Patch.Op::pointer).toList();
  }
}
