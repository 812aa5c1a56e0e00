package io.twinfeed.local;

import io.twinfeed.local.event.EventRoutes;
import io.twinfeed.local.fault.Faults;
import io.twinfeed.local.http.Parts;
import io.twinfeed.local.job.DeleteJobs;
import io.twinfeed.local.job.ImportJobs;
import io.twinfeed.local.keep.Keeper;
import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.limit.Limits;
import io.twinfeed.local.store.Capacity;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.Journal;
import io.twinfeed.local.store.Journals;
import io.twinfeed.local.store.LateView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a service, built as its settings say.
 *
 * @param keeper null where nothing is kept
 */
record Backing(Parts parts, @Nullable Keeper keeper) implements AutoCloseable {

  static Backing open(LocalSettings settings) {
    Keeper keeper = settings.data() == null ? null : Keeper.open(settings.data());
    try {
      return new Backing(parts(settings, keeper), keeper);
    } catch (RuntimeException e) {
      if (keeper != null) {
        keeper.close();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
  }

  private static Parts parts(LocalSettings settings, @Nullable Keeper keeper) {
    InstantSource clock = settings.clock();
    LateView late = settings.queryLag().isZero() ? null : new LateView(settings.queryLag(), clock);
    Graph graph = new Graph(clock, capacity(settings.limits()), journal(late, keeper));
    if (keeper != null) {
      keeper.restore(graph);
    }
    if (late != null) {
      late.begin(graph);
    }
    return new Parts(
        graph,
        late == null ? graph : late,
        keeper == null
            ? new EventRoutes(settings.endpoints(), List.of(), (id, now) -> {})
            : new EventRoutes(settings.endpoints(), keeper.eventRoutes(), keeper),
        new ImportJobs(clock),
        new DeleteJobs(graph, clock),
        new Limiter(settings.limits(), clock),
        new Faults(settings.faults()),
        keeper == null ? null : keeper::saved,
        settings.tokens(),
        clock);
  }

  private static Journal journal(@Nullable LateView late, @Nullable Keeper keeper) {
    List<Journal> all = new ArrayList<>();
    // First to the disk: what can't be kept must not be seen.
    if (keeper != null) {
      all.add(keeper);
    }
    if (late != null) {
      all.add(late);
    }
    return all.isEmpty() ? Journal.NONE : all.size() == 1 ? all.get(0) : new Journals(all);
  }

  private static Capacity capacity(Limits limits) {
    return new Capacity(
        Objects.requireNonNullElse(limits.twins(), Capacity.UNBOUNDED.twins()),
        Objects.requireNonNullElse(
            limits.relationshipsPerTwin(), Capacity.UNBOUNDED.relationshipsPerTwin()));
  }
}
