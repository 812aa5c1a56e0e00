package io.twinfeed.local.store;

import io.twinfeed.twin.Patch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relationships of a graph; each belongs to its source twin. */
public final class Relationships {
  /** What a write does while it holds both ends of a relationship that is there. */
  private interface Write {
    @Nullable HeldRelationship apply(Node from, Node to, HeldRelationship before);
  }

  private final Graph graph;

  Relationships(Graph graph) {
    this.graph = graph;
  }

  public HeldRelationship get(String source, String id) {
    HeldRelationship found = find(source, id);
    if (found == null) {
      throw Refused.noRelationship(source, id);
    }
    return found;
  }

  /** Null too where the source is not there. */
  public @Nullable HeldRelationship find(String source, String id) {
    Node from = graph.node(source);
    if (from == null) {
      return null;
    }
    synchronized (from) {
      return from.outgoing().get(id);
    }
  }

  /** Creates a relationship, or replaces it with all it has; its ends must be there. */
  public HeldRelationship put(String source, String id, Body body, boolean onlyIfAbsent) {
    while (true) {
      Node from = graph.node(source);
      if (from == null) {
        throw Refused.noTwin(source);
      }
      HeldRelationship before = find(source, id);
      if (onlyIfAbsent && before != null) {
        throw Refused.exists("relationship", id);
      }
      RelationshipDraft draft = RelationshipDraft.of(body);
      Node to = graph.node(draft.target());
      if (to == null) {
        throw Refused.noTarget();
      }
      if (from == to) {
        throw new Refused(
            Code.OPERATION_NOT_ALLOWED,
            "The relationship cannot connect the digital twin " + source + " to itself.");
      }
      Optional<HeldRelationship> done = put(from, to, id, before, draft);
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  // Empty if another write came in between: then all has to be looked up again.
  private Optional<HeldRelationship> put(
      Node from, Node to, String id, @Nullable HeldRelationship before, RelationshipDraft draft) {
    Node oldTarget = before == null ? null : graph.node(before.target());
    Set<Node> ends = new LinkedHashSet<>(List.of(from, to));
    if (oldTarget != null) {
      ends.add(oldTarget);
    }
    return Node.holding(
        ends,
        () -> {
          HeldTwin source = from.twin();
          HeldTwin target = to.twin();
          if (source == null
              || target == null
              || !Objects.equals(from.outgoing().get(id), before)) {
            return Optional.empty();
          }
          requireRoom(from, to, before);
          HeldRelationship next =
              draft.finish(source, id, target, graph.conformity(), Graph.version());
          graph.journal().relationship(from.id(), id, next);
          if (oldTarget != null && before != null) {
            oldTarget.removeIncoming(before.key());
          }
          from.putOutgoing(next);
          to.putIncoming(next);
          return Optional.of(next);
        });
  }

  // Which code the service gives is not known: this is the one of other documented limits.
  private void requireRoom(Node from, Node to, @Nullable HeldRelationship before) {
    int most = graph.capacity().relationshipsPerTwin();
    boolean leaves = before == null;
    boolean arrives = before == null || !before.target().equals(to.id());
    if ((leaves && from.outgoing().size() >= most) || (arrives && to.incoming().size() >= most)) {
      throw new Refused(
          Code.LIMIT_EXCEEDED,
          "A digital twin may have at most "
              + most
              + " outgoing and as many incoming relationships.");
    }
  }

  /**
   * Applies a patch whole or not at all.
   *
   * @return the new version; null if the patch was empty, which changes nothing
   */
  public @Nullable HeldRelationship patch(
      String source, String id, Patch patch, Precondition precondition) {
    return write(
        source,
        id,
        (from, to, before) -> {
          precondition.check(before);
          if (patch.isEmpty()) {
            return null;
          }
          HeldRelationship after =
              RelationshipDraft.of(before, patch)
                  .finish(
                      Objects.requireNonNull(from.twin()),
                      id,
                      Objects.requireNonNull(to.twin()),
                      graph.conformity(),
                      Graph.version());
          graph.journal().relationship(source, id, after);
          from.putOutgoing(after);
          to.putIncoming(after);
          return after;
        });
  }

  public void delete(String source, String id, Precondition precondition) {
    write(
        source,
        id,
        (from, to, before) -> {
          precondition.check(before);
          graph.journal().relationship(source, id, null);
          from.removeOutgoing(id);
          to.removeIncoming(before.key());
          return before;
        });
  }

  /** Takes away all that leaves a twin. */
  void deleteOutgoing(String source) {
    for (HeldRelationship each : outgoing(source, null)) {
      try {
        delete(source, each.id(), Precondition.NONE);
      } catch (Refused e) {
        if (e.code() != Code.RELATIONSHIP_NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  /**
   * Lists what leaves a twin, by relationship id.
   *
   * @param name only relationships of this name; null for all
   * @param after the last relationship id of the page before, or null
   */
  public Page<HeldRelationship> outgoing(
      String source, @Nullable String name, @Nullable String after, int size) {
    return outgoing(present(source), name, after, size);
  }

  private static Page<HeldRelationship> outgoing(
      Node from, @Nullable String name, @Nullable String after, int size) {
    synchronized (from) {
      Iterable<HeldRelationship> rest =
          after == null ? from.outgoing().values() : from.outgoing().tailMap(after, false).values();
      return page(rest, name, size);
    }
  }

  /**
   * Lists what arrives at a twin, by relationship id.
   *
   * @param after the last relationship of the page before, or null
   */
  public Page<HeldRelationship> incoming(
      String target, HeldRelationship.@Nullable Key after, int size) {
    return incoming(present(target), after, size);
  }

  private static Page<HeldRelationship> incoming(
      Node to, HeldRelationship.@Nullable Key after, int size) {
    synchronized (to) {
      Iterable<HeldRelationship> rest =
          after == null ? to.incoming().values() : to.incoming().tailMap(after, false).values();
      return page(rest, null, size);
    }
  }

  /** All that leaves a twin, after a relationship id; none if the twin is not there. */
  List<HeldRelationship> outgoing(String source, @Nullable String after) {
    Node from = graph.node(source);
    return from == null ? List.of() : outgoing(from, null, after, Integer.MAX_VALUE).items();
  }

  /** All that arrives at a twin; none if the twin is not there. */
  List<HeldRelationship> incoming(String target) {
    Node to = graph.node(target);
    return to == null ? List.of() : incoming(to, null, Integer.MAX_VALUE).items();
  }

  private static Page<HeldRelationship> page(
      Iterable<HeldRelationship> rest, @Nullable String name, int size) {
    List<HeldRelationship> items = new ArrayList<>();
    for (HeldRelationship each : rest) {
      if (name == null || each.name().equals(name)) {
        if (items.size() == size) {
          return new Page<>(items, true);
        }
        items.add(each);
      }
    }
    return new Page<>(items, false);
  }

  private Node present(String twin) {
    Node node = graph.node(twin);
    if (node == null) {
      throw Refused.noTwin(twin);
    }
    return node;
  }

  // The target can't change under a relationship that is there, so only "is it still the same
  // relationship" needs another look once both ends are held.
  private @Nullable HeldRelationship write(String source, String id, Write write) {
    while (true) {
      Node from = graph.node(source);
      HeldRelationship seen = find(source, id);
      if (from == null || seen == null) {
        throw Refused.noRelationship(source, id);
      }
      Node to = graph.node(seen.target());
      if (to == null) {
        // It goes after its relationships: look again.
        continue;
      }
      Optional<Optional<HeldRelationship>> done =
          Node.holding(
              List.of(from, to),
              () -> {
                HeldRelationship before = from.outgoing().get(id);
                return seen.equals(before)
                    ? Optional.of(Optional.ofNullable(write.apply(from, to, seen)))
                    : Optional.empty();
              });
      if (done.isPresent()) {
        return done.get().orElse(null);
      }
    }
  }
}
