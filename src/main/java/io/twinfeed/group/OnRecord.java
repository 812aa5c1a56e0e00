package io.twinfeed.group;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is on record of one twin and of the relationships that start at it.
 *
 * @param twin null if only relationships are on record
 * @param links by id
 */
public record OnRecord(@Nullable OfTwin twin, SortedMap<String, OfLink> links) {
  public static final OnRecord NOTHING = new OnRecord(null, new TreeMap<>());

  public OnRecord {
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** One record of each thing: what interrupted runs were about to write comes on top. */
  static OnRecord of(List<Known> all) {
    OfTwin twin = null;
    TreeMap<String, OfLink> links = new TreeMap<>();
    for (Known known : all) {
      if (known instanceof OfTwin next) {
        twin = twin == null ? next : merged(twin, next);
      } else if (known instanceof OfLink next) {
        links.merge(next.id(), next, OnRecord::merged);
      }
    }
    return new OnRecord(twin, links);
  }

  /** As it is, one after the other. */
  public List<Known> all() {
    List<Known> all = new ArrayList<>(links.size() + 1);
    if (twin != null) {
      all.add(twin);
    }
    all.addAll(links.values());
    return all;
  }

  /**
   * With the rows that feed it now, where these say what is on record: other ones than last time
   * may do so, and what one of them fed is held once it is rejected.
   */
  OnRecord fedBy(Said said) {
    TreeMap<String, OfLink> fed = new TreeMap<>(links);
    said.links()
        .forEach(
            (id, parts) ->
                fed.computeIfPresent(
                    id,
                    (unused, link) ->
                        link.parts().equals(parts)
                            ? link
                            : new OfLink(
                                link.twin(),
                                id,
                                link.name(),
                                link.target(),
                                link.standing(),
                                link.run(),
                                parts)));
    return new OnRecord(
        twin == null || said.twin().isEmpty() || twin.parts().equals(said.twin())
            ? twin
            : new OfTwin(twin.twin(), twin.standing(), twin.run(), said.twin()),
        fed);
  }

  private static OfTwin merged(OfTwin one, OfTwin other) {
    OfTwin later = one.run() > other.run() ? one : other;
    return new OfTwin(
        later.twin(),
        merged(one.standing(), other.standing()),
        later.run(),
        Said.together(one.parts(), other.parts()));
  }

  private static OfLink merged(OfLink one, OfLink other) {
    OfLink later = one.run() > other.run() ? one : other;
    return new OfLink(
        later.twin(),
        later.id(),
        later.name(),
        later.target(),
        merged(one.standing(), other.standing()),
        later.run(),
        Said.together(one.parts(), other.parts()));
  }

  // Made by any of these runs is made by us; doubted by any is to be asked for
  private static Standing merged(Standing one, Standing other) {
    return Standing.of(one.isCreated() || other.isCreated(), one.isCertain() && other.isCertain());
  }
}
