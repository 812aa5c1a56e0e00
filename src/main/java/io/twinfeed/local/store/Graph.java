package io.twinfeed.local.store;

import io.twinfeed.twin.Patch;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The twins of one service, for any number of threads. Every write is one atomic step on its twin
 * (and, for a relationship, on both its ends), and gives a new etag; reads of a twin never wait.
 *
 * <p>Kept in the order of ids, so that a page of a query can begin where the last one ended,
 * whatever was written in between.
 */
public final class Graph implements View {
  private static final int ROUNDS_TO_CLEAR = 3;

  private final ConcurrentNavigableMap<String, Node> nodes = new ConcurrentSkipListMap<>();
  private final AtomicInteger twins = new AtomicInteger();
  private final InstantSource clock;
  private final Capacity capacity;
  private final Journal journal;
  private final Models models;
  private final Relationships relationships;

  /**
   * @param journal told of every write
   */
  public Graph(InstantSource clock, Capacity capacity, Journal journal) {
    this.clock = clock;
    this.capacity = capacity;
    this.journal = journal;
    this.models = new Models(clock, journal);
    this.relationships = new Relationships(this);
  }

  @Override
  public Models models() {
    return models;
  }

  public Relationships relationships() {
    return relationships;
  }

  @Override
  public @Nullable HeldTwin find(String id) {
    Node node = nodes.get(id);
    return node == null ? null : node.twin();
  }

  public HeldTwin get(String id) {
    HeldTwin twin = find(id);
    if (twin == null) {
      throw Refused.noTwin(id);
    }
    return twin;
  }

  public static Part component(HeldTwin twin, String name) {
    Part part = twin.components().get(name);
    if (part == null) {
      throw new Refused(
          Code.COMPONENT_NOT_FOUND,
          twin.id()
              + " does not have component "
              + name
              + " Please verify that the component path is correct. You can get components by"
              + " getting the twin, See example https://aka.ms/TwinGetSwSmpl.");
    }
    return part;
  }

  /** Creates a twin, or replaces it with all it has. */
  public HeldTwin put(String id, Body body, boolean onlyIfAbsent) {
    if (onlyIfAbsent && find(id) != null) {
      throw Refused.exists("twin", id);
    }
    if (!body.nulls().isEmpty()) {
      throw Refused.invalidTwin(body.nullDetails());
    }
    TwinDraft draft = TwinDraft.of(id, body.members(), conformity());
    HeldTwin twin = draft.finish(version(), clock.instant());
    while (true) {
      Node node = nodes.computeIfAbsent(id, Node::new);
      synchronized (node) {
        if (!node.isDead()) {
          HeldTwin before = node.twin();
          if (onlyIfAbsent && before != null) {
            throw Refused.exists("twin", id);
          }
          if (models.isDecommissioned(twin.model())
              && (before == null || !before.model().equals(twin.model()))) {
            dropIfEmpty(node);
            throw new Refused(
                Code.MODEL_DECOMMISSIONED, "The model " + twin.model() + " is decommissioned.");
          }
          if (before == null) {
            count(node);
          }
          journal.twin(id, twin);
          node.put(twin);
          return twin;
        }
      }
    }
  }

  /**
   * Applies a patch whole or not at all.
   *
   * @return the new version; null if the patch was empty, which changes nothing
   */
  public @Nullable HeldTwin patch(String id, Patch patch, Precondition precondition) {
    return onNode(
        id,
        node -> {
          HeldTwin before = Objects.requireNonNull(node.twin());
          precondition.check(before);
          if (patch.isEmpty()) {
            return null;
          }
          HeldTwin after =
              TwinDraft.of(before, patch, conformity()).finish(version(), clock.instant());
          if (!after.model().equals(before.model()) && models.isDecommissioned(after.model())) {
            throw Refused.invalidTwin(
                List.of("The model " + after.model() + " is decommissioned."));
          }
          journal.twin(id, after);
          node.put(after);
          return after;
        });
  }

  /**
   * Checks what a twin is about to send; nothing is kept of it.
   *
   * @param component the component that sends it; null for the twin itself
   */
  public void checkTelemetry(String id, @Nullable String component, Body body) {
    HeldTwin twin = get(id);
    if (component != null) {
      component(twin, component);
    }
    conformity().telemetry(twin.model(), component, body);
  }

  /** Takes a twin away, which must have no relationships in either direction. */
  public void delete(String id, Precondition precondition) {
    onNode(
        id,
        node -> {
          precondition.check(Objects.requireNonNull(node.twin()));
          if (!node.outgoing().isEmpty() || !node.incoming().isEmpty()) {
            throw new Refused(
                Code.RELATIONSHIPS_NOT_DELETED,
                "The relationships of twin "
                    + id
                    + " are not deleted. Delete all its incoming and outgoing relationships"
                    + " first.");
          }
          journal.twin(id, null);
          node.die();
          nodes.remove(id, node);
          twins.decrementAndGet();
          return node;
        });
  }

  /**
   * Takes away all relationships, twins and models, one by one while other requests go on.
   *
   * @return how many twins are left, because they got new relationships all the time
   */
  public int clear() {
    int left = 0;
    for (int round = 0; round < ROUNDS_TO_CLEAR; round++) {
      left = 0;
      nodes.keySet().forEach(relationships::deleteOutgoing);
      for (String id : nodes.keySet()) {
        left += deleteIfFree(id) ? 0 : 1;
      }
      if (left == 0) {
        models.clear();
        return 0;
      }
    }
    return left;
  }

  private boolean deleteIfFree(String id) {
    try {
      delete(id, Precondition.NONE);
      return true;
    } catch (Refused e) {
      return e.code() == Code.DIGITAL_TWIN_NOT_FOUND;
    }
  }

  @Override
  public List<HeldRelationship> outgoing(String source, @Nullable String after) {
    return relationships.outgoing(source, after);
  }

  @Override
  public List<HeldRelationship> incoming(String target) {
    return relationships.incoming(target);
  }

  @Override
  public Stream<HeldTwin> after(@Nullable String id) {
    ConcurrentNavigableMap<String, Node> rest = id == null ? nodes : nodes.tailMap(id, false);
    return rest.values().stream()
        .map(Node::twin)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  @Nullable Node node(String id) {
    Node node = nodes.get(id);
    return node == null || node.twin() == null ? null : node;
  }

  /**
   * Takes back what was kept, before anybody else uses this graph; the journal knows it already.
   */
  public void restore(HeldTwin twin) {
    Node node = nodes.computeIfAbsent(twin.id(), Node::new);
    synchronized (node) {
      node.put(twin);
    }
    twins.incrementAndGet();
  }

  /** Takes back a relationship of twins that are there. */
  public void restore(HeldRelationship relationship) {
    Node from = nodes.get(relationship.source());
    Node to = nodes.get(relationship.target());
    if (from == null || to == null) {
      throw new IllegalStateException("what was kept has a relationship of no twin");
    }
    Node.holding(
        List.of(from, to),
        () -> {
          from.putOutgoing(relationship);
          to.putIncoming(relationship);
          return relationship;
        });
  }

  Journal journal() {
    return journal;
  }

  Capacity capacity() {
    return capacity;
  }

  Conformity conformity() {
    return new Conformity(models.set());
  }

  // Random enough to be unique, and from no lock that all threads share.
  static UUID version() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  private <T extends @Nullable Object> T onNode(String id, Function<Node, T> work) {
    while (true) {
      Node node = node(id);
      if (node == null) {
        throw Refused.noTwin(id);
      }
      synchronized (node) {
        if (!node.isDead() && node.twin() != null) {
          return work.apply(node);
        }
      }
    }
  }

  private void count(Node added) {
    if (twins.incrementAndGet() > capacity.twins()) {
      twins.decrementAndGet();
      dropIfEmpty(added);
      throw new Refused(
          Code.TWIN_LIMIT_REACHED,
          "The instance may hold at most " + capacity.twins() + " digital twins.");
    }
  }

  private void dropIfEmpty(Node node) {
    if (node.twin() == null) {
      node.die();
      nodes.remove(node.id(), node);
    }
  }
}
