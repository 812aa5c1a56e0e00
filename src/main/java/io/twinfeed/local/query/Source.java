package io.twinfeed.local.query;

import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.View;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the rows of a query come from, before WHERE. */
final class Source {
  private Source() {}

  /**
   * The rows of the plan in the order of ids, each with what stands in its collections; fewer where
   * the plan fixes ids.
   *
   * @param after the position of the last row seen, or null
   */
  static Stream<List<Held>> rows(View view, Plan plan, @Nullable List<String> after) {
    if (plan.collection() == Plan.Collection.RELATIONSHIPS) {
      NavigableSet<String> sources = Pins.of(plan.where(), Names.TWIN, "$sourceId");
      return relationships(view, sources, after).map(List::of);
    }
    NavigableSet<String> pinned = Pins.of(plan.where(), Names.TWIN, "$dtId");
    if (plan.related() == null) {
      return twins(view, pinned, after == null ? null : after.get(0)).map(List::of);
    }
    return relationships(view, pinned, after)
        .filter(each -> each.name().equals(plan.related()))
        .flatMap(each -> joined(view, each));
  }

  /** What names a row among all of its query. */
  static List<String> position(List<Held> row) {
    return row.get(row.size() - 1) instanceof HeldRelationship relationship
        ? List.of(relationship.source(), relationship.id())
        : List.of(((HeldTwin) row.get(0)).id());
  }

  // Others may be deleting its twins meanwhile.
  private static Stream<List<Held>> joined(View view, HeldRelationship relationship) {
    HeldTwin source = view.find(relationship.source());
    HeldTwin target = view.find(relationship.target());
    return source == null || target == null
        ? Stream.empty()
        : Stream.of(List.of(source, target, relationship));
  }

  private static Stream<HeldTwin> twins(
      View view, @Nullable NavigableSet<String> pinned, @Nullable String after) {
    if (pinned == null) {
      return view.after(after);
    }
    NavigableSet<String> rest = after == null ? pinned : pinned.tailSet(after, false);
    return rest.stream().map(view::find).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  private static Stream<HeldRelationship> relationships(
      View view, @Nullable NavigableSet<String> sources, @Nullable List<String> after) {
    String source = after == null ? null : after.get(0);
    Stream<HeldRelationship> rest =
        twins(view, sources, source).flatMap(twin -> view.outgoing(twin.id(), null).stream());
    return after == null
        ? rest
        : Stream.concat(view.outgoing(after.get(0), after.get(1)).stream(), rest);
  }
}
