package io.twinfeed.local.http;

import io.twinfeed.local.event.EventRoutes;
import io.twinfeed.local.fault.Faults;
import io.twinfeed.local.job.DeleteJobs;
import io.twinfeed.local.job.ImportJobs;
import io.twinfeed.local.limit.Limiter;
import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.View;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers from.
 *
 * @param queried the graph as queries see it
 * @param saving null where nothing is kept
 * @param tokens the bearer tokens let in; null to let all in
 * @param clock for the Date header
 */
public record Parts(
    Graph graph,
    View queried,
    EventRoutes eventRoutes,
    ImportJobs imports,
    DeleteJobs deletions,
    Limiter limiter,
    Faults faults,
    @Nullable Saving saving,
    @Nullable Set<String> tokens,
    InstantSource clock) {
  public Parts {
    tokens = tokens == null ? null : Set.copyOf(tokens);
  }

  /** Each group of requests; the first ones stand before all others, the last behind them. */
  List<Routes> routes() {
    return List.of(
        new Dates(clock),
        new AdminRoutes(faults, graph),
        new Gateway(tokens),
        new FaultInjection(faults),
        new MediaTypes(),
        new SafeAnswers(saving),
        new Throttle(limiter),
        new TwinRoutes(graph, limiter),
        new RelationshipRoutes(graph, limiter),
        new QueryRoutes(queried, limiter, clock),
        new ModelRoutes(graph.models()),
        new EventRouteRoutes(eventRoutes),
        new JobRoutes(imports, deletions),
        new ErrorTable());
  }
}
