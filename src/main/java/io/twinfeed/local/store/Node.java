package io.twinfeed.local.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place of one twin in the graph: the twin's current version and its relationships in both
 * directions. Its monitor guards the relationships and every write; the twin itself can be read
 * without it. A node that has lost its twin is dead: whoever finds it so looks it up again.
 */
final class Node {
  private final String id;
  private volatile @Nullable HeldTwin twin;
  private boolean dead;
  // Most twins of a graph are leaves on one side: the maps come with the first relationship.
  private @Nullable TreeMap<String, HeldRelationship> outgoing;
  private @Nullable TreeMap<HeldRelationship.Key, HeldRelationship> incoming;

  Node(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  @Nullable HeldTwin twin() {
    return twin;
  }

  void put(HeldTwin next) {
    twin = next;
  }

  boolean isDead() {
    return dead;
  }

  void die() {
    twin = null;
    dead = true;
  }

  NavigableMap<String, HeldRelationship> outgoing() {
    return outgoing == null ? new TreeMap<>() : outgoing;
  }

  NavigableMap<HeldRelationship.Key, HeldRelationship> incoming() {
    return incoming == null ? new TreeMap<>() : incoming;
  }

  void putOutgoing(HeldRelationship relationship) {
    if (outgoing == null) {
      outgoing = new TreeMap<>();
    }
    outgoing.put(relationship.id(), relationship);
  }

  void putIncoming(HeldRelationship relationship) {
    if (incoming == null) {
      incoming = new TreeMap<>();
    }
    incoming.put(relationship.key(), relationship);
  }

  void removeOutgoing(String relationshipId) {
    if (outgoing != null) {
      outgoing.remove(relationshipId);
    }
  }

  void removeIncoming(HeldRelationship.Key key) {
    if (incoming != null) {
      incoming.remove(key);
    }
  }

  /**
   * Runs with the monitors of all nodes held; taken in the order of ids, so that none waits in a
   * ring.
   */
  static <T> T holding(Collection<Node> nodes, Supplier<T> work) {
    List<Node> ordered = new ArrayList<>(nodes);
    ordered.sort(Comparator.comparing(Node::id));
    return holding(ordered, 0, work);
  }

  private static <T> T holding(List<Node> ordered, int from, Supplier<T> work) {
    if (from == ordered.size()) {
      return work.get();
    }
    synchronized (ordered.get(from)) {
      return holding(ordered, from + 1, work);
    }
  }
}
