package io.twinfeed.local.query;

import io.twinfeed.local.store.Graph;
import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the rows of a query come from, before WHERE. */
final class Source {
  private Source() {}

  /**
   * The rows of the plan's collection in the order of ids; fewer where the plan fixes ids.
   *
   * @param after the position of the last row seen, or null
   */
  static Stream<? extends Held> rows(Graph graph, Plan plan, @Nullable List<String> after) {
    return plan.collection() == Plan.Collection.TWINS
        ? twins(graph, Pins.of(plan.where(), "$dtId"), after == null ? null : after.get(0))
        : relationships(graph, Pins.of(plan.where(), "$sourceId"), after);
  }

  /** What names a row among all of its collection. */
  static List<String> position(Held held) {
    return held instanceof HeldRelationship relationship
        ? List.of(relationship.source(), relationship.id())
        : List.of(((HeldTwin) held).id());
  }

  private static Stream<HeldTwin> twins(
      Graph graph, @Nullable NavigableSet<String> pinned, @Nullable String after) {
    if (pinned == null) {
      return graph.after(after);
    }
    NavigableSet<String> rest = after == null ? pinned : pinned.tailSet(after, false);
    return rest.stream().map(graph::find).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  private static Stream<HeldRelationship> relationships(
      Graph graph, @Nullable NavigableSet<String> sources, @Nullable List<String> after) {
    String source = after == null ? null : after.get(0);
    Stream<HeldRelationship> rest =
        twins(graph, sources, source)
            .flatMap(twin -> graph.relationships().outgoing(twin.id(), null).stream());
    return after == null
        ? rest
        : Stream.concat(graph.relationships().outgoing(after.get(0), after.get(1)).stream(), rest);
  }
}
