package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something in the graph that a query can look into: a twin or a relationship. */
public sealed interface Held permits HeldTwin, HeldRelationship {

  UUID version();

  /** The version as it stands in headers and bodies: {@code W/"<guid>"}. */
  default String etag() {
    return "W/\"" + version() + "\"";
  }

  /**
   * What stands at a path of member names, as the JSON of the thing has it.
   *
   * @return null where there is nothing
   */
  @Nullable Value at(List<String> path);
}
