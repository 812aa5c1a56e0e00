package io.twinfeed.local.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A graph as it was some time ago: the service's queries lag behind its writes (adt-service.md
 * §0.9). Models are seen at once. For any number of threads.
 */
public final class LateView implements View, Journal {
  private record Pending(Instant due, Runnable change) {}

  private final Duration lag;
  private final InstantSource clock;
  private final ConcurrentNavigableMap<String, HeldTwin> twins = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<String, NavigableMap<String, HeldRelationship>> outgoing =
      new ConcurrentSkipListMap<>();
  private final Map<String, Set<HeldRelationship>> incoming = new ConcurrentHashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private @Nullable Models models;

  public LateView(Duration lag, InstantSource clock) {
    this.lag = lag;
    this.clock = clock;
  }

  /** Begins with all that a graph has, which must tell this view of its writes from now on. */
  public void begin(Graph graph) {
    models = graph.models();
    graph
        .after(null)
        .forEach(
            twin -> {
              twins.put(twin.id(), twin);
              graph.outgoing(twin.id(), null).forEach(each -> put(twin.id(), each.id(), each));
            });
  }

  @Override
  public void twin(String id, @Nullable HeldTwin now) {
    later(
        () -> {
          if (now == null) {
            twins.remove(id);
          } else {
            twins.put(id, now);
          }
        });
  }

  @Override
  public void relationship(String source, String id, @Nullable HeldRelationship now) {
    later(() -> put(source, id, now));
  }

  @Override
  public void model(String id, @Nullable HeldModel now) {}

  @Override
  public Models models() {
    return Objects.requireNonNull(models);
  }

  @Override
  public @Nullable HeldTwin find(String id) {
    catchUp();
    return twins.get(id);
  }

  @Override
  public Stream<HeldTwin> after(@Nullable String id) {
    catchUp();
    return (id == null ? twins : twins.tailMap(id, false)).values().stream();
  }

  @Override
  public List<HeldRelationship> outgoing(String source, @Nullable String after) {
    catchUp();
    NavigableMap<String, HeldRelationship> all = outgoing.get(source);
    if (all == null) {
      return List.of();
    }
    return new ArrayList<>((after == null ? all : all.tailMap(after, false)).values());
  }

  @Override
  public List<HeldRelationship> incoming(String target) {
    catchUp();
    return List.copyOf(incoming.getOrDefault(target, Set.of()));
  }

  private void put(String source, String id, @Nullable HeldRelationship now) {
    outgoing.compute(
        source,
        (any, before) -> {
          NavigableMap<String, HeldRelationship> all =
              before == null ? new ConcurrentSkipListMap<>() : before;
          HeldRelationship old = now == null ? all.remove(id) : all.put(id, now);
          if (old != null) {
            leave(old);
          }
          return all.isEmpty() ? null : all;
        });
    if (now != null) {
      incoming.computeIfAbsent(now.target(), any -> ConcurrentHashMap.newKeySet()).add(now);
    }
  }

  private void leave(HeldRelationship old) {
    incoming.computeIfPresent(
        old.target(),
        (any, all) -> {
          all.remove(old);
          return all.isEmpty() ? null : all;
        });
  }

  private void later(Runnable change) {
    synchronized (pending) {
      pending.add(new Pending(clock.instant().plus(lag), change));
    }
    // Writers do it, too: without queries, what is pending would grow for ever.
    catchUp();
  }

  private void catchUp() {
    synchronized (pending) {
      Instant now = clock.instant();
      Pending next = pending.peek();
      while (next != null && !next.due().isAfter(now)) {
        next.change().run();
        pending.remove();
        next = pending.peek();
      }
    }
  }
}
