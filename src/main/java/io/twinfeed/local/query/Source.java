package io.twinfeed.local.query;

import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.HeldRelationship;
import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.local.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the rows of a query come from, before WHERE. */
final class Source {
  private static final Comparator<HeldRelationship> BY_IDS =
      Comparator.comparing(HeldRelationship::source).thenComparing(HeldRelationship::id);

  private final View view;
  private final TimeLimit limit;

  Source(View view, TimeLimit limit) {
    this.view = view;
    this.limit = limit;
  }

  /**
   * The rows of the plan in the order of ids, each with what stands in its collections; fewer where
   * the plan fixes ids.
   *
   * @param after the position of the last row seen, or null
   */
  Stream<List<Held>> rows(Plan plan, @Nullable List<String> after) {
    Condition where = plan.where();
    if (plan.collection() == Plan.Collection.RELATIONSHIPS) {
      NavigableSet<String> sources = Pins.of(where, Names.TWIN, "$sourceId");
      NavigableSet<String> targets = Pins.of(where, Names.TWIN, "$targetId");
      return relationships(sources, targets, after).map(List::of);
    }
    NavigableSet<String> pinned = Pins.of(where, Names.TWIN, "$dtId");
    if (plan.related() == null) {
      return twins(pinned, after == null ? null : after.get(0)).map(List::of);
    }
    NavigableSet<String> targets = Pins.of(where, Names.TARGET, "$dtId");
    return relationships(pinned, targets, after)
        .filter(each -> each.name().equals(plan.related()))
        .flatMap(this::joined);
  }

  /** What names a row among all of its query. */
  static List<String> position(List<Held> row) {
    return row.get(row.size() - 1) instanceof HeldRelationship relationship
        ? List.of(relationship.source(), relationship.id())
        : List.of(((HeldTwin) row.get(0)).id());
  }

  // Others may be deleting its twins meanwhile.
  private Stream<List<Held>> joined(HeldRelationship relationship) {
    HeldTwin source = view.find(relationship.source());
    HeldTwin target = view.find(relationship.target());
    return source == null || target == null
        ? Stream.empty()
        : Stream.of(List.of(source, target, relationship));
  }

  private Stream<HeldTwin> twins(@Nullable NavigableSet<String> pinned, @Nullable String after) {
    Stream<HeldTwin> all;
    if (pinned == null) {
      all = view.after(after);
    } else {
      NavigableSet<String> rest = after == null ? pinned : pinned.tailSet(after, false);
      all = rest.stream().map(view::find).filter(Objects::nonNull).map(Objects::requireNonNull);
    }
    return all.peek(each -> limit.pass());
  }

  private Stream<HeldRelationship> relationships(
      @Nullable NavigableSet<String> sources,
      @Nullable NavigableSet<String> targets,
      @Nullable List<String> after) {
    Stream<HeldRelationship> all =
        sources == null && targets != null ? arriving(targets, after) : leaving(sources, after);
    return all.peek(each -> limit.pass());
  }

  private Stream<HeldRelationship> leaving(
      @Nullable NavigableSet<String> sources, @Nullable List<String> after) {
    String source = after == null ? null : after.get(0);
    Stream<HeldRelationship> rest =
        twins(sources, source).flatMap(twin -> view.outgoing(twin.id(), null).stream());
    if (after == null) {
      return rest;
    }
    boolean goesOn = sources == null || sources.contains(after.get(0));
    return goesOn ? Stream.concat(view.outgoing(after.get(0), after.get(1)).stream(), rest) : rest;
  }

  // Fewer by far than all twins, though each page has to sort them anew.
  private Stream<HeldRelationship> arriving(
      NavigableSet<String> targets, @Nullable List<String> after) {
    return targets.stream()
        .flatMap(target -> view.incoming(target).stream())
        .filter(each -> after == null || isAfter(each, after))
        .sorted(BY_IDS);
  }

  private static boolean isAfter(HeldRelationship each, List<String> position) {
    int bySource = each.source().compareTo(position.get(0));
    return bySource > 0 || (bySource == 0 && each.id().compareTo(position.get(1)) > 0);
  }
}
