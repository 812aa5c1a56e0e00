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
   * The rows of the plan's collection in the order of ids; fewer where the plan fixes ids.
   *
   * @param after the position of the last row seen, or null
   */
  static Stream<? extends Held> rows(View view, Plan plan, @Nullable List<String> after) {
    return plan.collection() == Plan.Collection.TWINS
        ? twins(view, Pins.of(plan.where(), "$dtId"), after == null ? null : after.get(0))
        : relationships(view, Pins.of(plan.where(), "$sourceId"), after);
  }

  /** What names a row among all of its collection. */
  static List<String> position(Held held) {
    return held instanceof HeldRelationship relationship
        ? List.of(relationship.source(), relationship.id())
        : List.of(((HeldTwin) held).id());
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
