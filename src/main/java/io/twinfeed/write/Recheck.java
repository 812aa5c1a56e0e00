package io.twinfeed.write;

import io.twinfeed.adt.InFlight;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Failure.Counts;
import io.twinfeed.pace.Operation;
import io.twinfeed.pace.Pace;
import io.twinfeed.plan.Before;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Diff;
import io.twinfeed.plan.Planned;
import io.twinfeed.plan.Step;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds steps that were planned earlier against the graph as it is now. What a step was planned for
 * must still be there, or already be as it is to become.
 */
final class Recheck {

  private final TwinStore store;
  private final Pace pace;

  Recheck(TwinStore store, Pace pace) {
    this.store = store;
    this.pace = pace;
  }

  /** What is to become of a step. */
  sealed interface Verdict {}

  /** It is still to be done: as it was planned, with the version that is there now. */
  record Due(Planned planned) implements Verdict {}

  /** It was done meanwhile. */
  record Done(Planned planned) implements Verdict {}

  /** Something else is there than what it was planned for. */
  record Stale(Planned planned, Failure failure) implements Verdict {}

  /**
   * In the order of the steps.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if the graph can't be read
   */
  List<Verdict> of(List<Step> steps) {
    return InFlight.each(steps, pace.window(Operation.READ), this::of);
  }

  private CompletableFuture<Verdict> of(Step step) {
    Change change = step.planned().change();
    if (change instanceof Change.CreateTwin create) {
      return twin(
          change,
          live ->
              live == null
                  ? new Due(step.planned())
                  : Diff.of(create.desired(), live).isEmpty()
                      ? new Done(step.planned())
                      : stale(step, "it is there already, and says something else"));
    }
    if (change instanceof Change.PatchTwin patch) {
      return twin(
          change,
          live ->
              live == null
                  ? stale(step, "it is not there any more")
                  : patched(
                      step,
                      Diff.of(patch.desired(), live).isEmpty(),
                      Before.of(patch.desired(), patch.patch(), live),
                      new Change.PatchTwin(
                          patch.desired(), patch.patch(), version(patch.ifMatch(), live))));
    }
    if (change instanceof Change.ReleaseTwin release) {
      return twin(
          change,
          live ->
              live == null
                  ? new Done(step.planned())
                  : patched(
                      step,
                      Diff.of(release.desired(), live).isEmpty(),
                      Before.of(release.desired(), release.patch(), live),
                      new Change.ReleaseTwin(
                          release.desired(), release.patch(), version(release.ifMatch(), live))));
    }
    if (change instanceof Change.CreateLink create) {
      return link(
          change,
          create.link().id(),
          live ->
              live == null
                  ? new Due(step.planned())
                  : !Diff.of(create.link(), live).isEmpty()
                      ? stale(step, "it is there already, and says something else")
                      // What gives way to it may still be there; to make it again does no harm
                      : create.instead().isEmpty()
                          ? new Done(step.planned())
                          : new Due(step.planned()));
    }
    if (change instanceof Change.PatchLink patch) {
      return link(
          change,
          patch.link().id(),
          live ->
              live == null
                  ? stale(step, "it is not there any more")
                  : patched(
                      step,
                      Diff.of(patch.link(), live).isEmpty(),
                      Before.of(patch.patch(), live),
                      change));
    }
    // What has gone meanwhile is gone; and what is no longer only ours is not deleted
    return CompletableFuture.completedFuture(new Due(step.planned()));
  }

  private static Verdict patched(
      Step step, boolean isDone, SortedMap<String, Value> before, Change now) {
    if (isDone) {
      return new Done(step.planned());
    }
    if (!before.equals(step.before())) {
      List<String> moved =
          java.util.stream.Stream.concat(before.keySet().stream(), step.before().keySet().stream())
              .distinct()
              .filter(at -> !java.util.Objects.equals(before.get(at), step.before().get(at)))
              .sorted()
              .toList();
      return stale(step, "something else has changed " + String.join(", ", moved));
    }
    return new Due(new Planned(now, step.planned().ledger()));
  }

  private static @Nullable String version(@Nullable String planned, Twin live) {
    return planned == null ? null : live.etag();
  }

  private CompletableFuture<Verdict> twin(Change change, Function<@Nullable Twin, Verdict> decide) {
    return store.twin(change.twin()).thenApply(reply -> decide.apply(found(change, reply)));
  }

  private CompletableFuture<Verdict> link(
      Change change, String id, Function<@Nullable Relationship, Verdict> decide) {
    return store
        .relationship(change.twin(), id)
        .thenApply(reply -> decide.apply(found(change, reply)));
  }

  private static <T> @Nullable T found(Change change, Reply<T> reply) {
    return reply.isStatus(404) ? null : ServiceLost.unlessDone(reply, Refusals.subject(change));
  }

  private static Verdict stale(Step step, String why) {
    Change change = step.planned().change();
    boolean link = step.kind().isOfLink();
    return new Stale(
        step.planned(),
        new Failure(
            Failure.Stage.WRITE,
            "PLAN-STALE",
            Refusals.subject(change) + ": since the plan was made, " + why,
            "make a new plan, or run without one",
            change.rule(),
            null,
            null,
            Map.of(),
            Refusals.operation(change),
            change instanceof Change.ReleaseTwin
                ? Counts.NOTHING
                : link ? Counts.RELATIONSHIP : Counts.TWIN,
            change.twin(),
            Refusals.target(change),
            1));
  }
}
