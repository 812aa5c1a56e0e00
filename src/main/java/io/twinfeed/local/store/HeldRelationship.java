package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relationship in one version; a write replaces it whole.
 *
 * @param id unique among the relationships of its source
 */
public record HeldRelationship(
    String source, String id, UUID version, String name, String target, Fields properties)
    implements Held {

  /** What the incoming list is sorted by; unique in the graph. */
  public record Key(String id, String source) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : source.compareTo(other.source);
    }
  }

  Key key() {
    return new Key(id, source);
  }

  @Override
  public @Nullable Value at(List<String> path) {
    String first = path.get(0);
    String own =
        switch (first) {
          case "$relationshipId" -> id;
          case "$etag" -> etag();
          case "$sourceId" -> source;
          case "$relationshipName" -> name;
          case "$targetId" -> target;
          default -> null;
        };
    if (own != null) {
      return path.size() == 1 ? new Value.Text(own) : null;
    }
    Value value = properties.get(first);
    return value == null ? null : Paths.within(value, path, 1);
  }
}
