package io.twinfeed.plan;

import io.twinfeed.adt.InFlight;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.group.Desired;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Operation;
import io.twinfeed.pace.Pace;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what the graph holds of the twins of some drafts. By point reads: the query index lags
 * behind writes by seconds (adt-service.md §5), and a run that believed it could undo the one
 * before.
 */
final class LiveGraph {
  // From so many on, one list costs fewer calls than a read for each
  private static final int LIST_FROM = 4;

  private final TwinStore store;
  private final Pace pace;
  private final Planner planner;

  /**
   * @param planner says what has to be read
   * @param pace how many twins are read at a time
   */
  LiveGraph(TwinStore store, Planner planner, Pace pace) {
    this.store = store;
    this.planner = planner;
    this.pace = pace;
  }

  /** One for each draft, in their order. */
  List<Live> of(List<TwinDraft> drafts) {
    return InFlight.each(drafts, pace.window(Operation.READ), this::of);
  }

  private CompletableFuture<Live> of(TwinDraft draft) {
    if (!planner.needsTwin(draft)) {
      return links(draft).thenApply(links -> new Live(null, links));
    }
    return store
        .twin(draft.id())
        .thenCompose(
            reply -> {
              if (reply.isStatus(404)) {
                return CompletableFuture.completedFuture(Live.absent());
              }
              Twin twin = ServiceLost.unlessDone(reply, "twin " + draft.id());
              return links(draft).thenApply(links -> new Live(twin, links));
            });
  }

  private CompletableFuture<Map<String, Relationship>> links(TwinDraft draft) {
    Set<String> listed = new HashSet<>();
    draft
        .exclusive()
        .forEach(
            (name, whose) -> {
              if (planner.links().needsAll(whose)) {
                listed.add(name);
              }
            });
    List<Desired.Link> needed =
        draft.links().stream().filter(link -> planner.links().needsLink(draft, link)).toList();
    Map<String, List<Desired.Link>> byName = new HashMap<>();
    needed.forEach(
        link -> byName.computeIfAbsent(link.name(), unused -> new ArrayList<>()).add(link));
    byName.forEach(
        (name, links) -> {
          if (links.size() >= LIST_FROM) {
            listed.add(name);
          }
        });
    List<CompletableFuture<List<Relationship>>> reads = new ArrayList<>();
    listed.forEach(
        name ->
            reads.add(
                store
                    .relationships(draft.id(), name)
                    .thenApply(
                        reply ->
                            reply.isStatus(404)
                                ? List.of()
                                : ServiceLost.unlessDone(
                                    reply, "relationships of " + draft.id()))));
    needed.stream()
        .filter(link -> !listed.contains(link.name()))
        .forEach(link -> reads.add(one(link)));
    return CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            unused -> {
              Map<String, Relationship> links = new HashMap<>();
              reads.forEach(read -> read.join().forEach(link -> links.put(link.id(), link)));
              return links;
            });
  }

  private CompletableFuture<List<Relationship>> one(Desired.Link link) {
    return store
        .relationship(link.source(), link.id())
        .thenApply(
            reply ->
                reply.isStatus(404)
                    ? List.of()
                    : List.of(ServiceLost.unlessDone(reply, "relationship " + link.id())));
  }
}
