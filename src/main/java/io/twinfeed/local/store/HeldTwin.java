package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A twin in one version; a write replaces it whole.
 *
 * @param components by name, in the order they came in
 * @param updated the last write of anything in it
 */
public record HeldTwin(
    String id,
    UUID version,
    String model,
    Fields properties,
    Map<String, Part> components,
    Instant updated)
    implements Held {

  public HeldTwin {
    components =
        components.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  @Override
  public @Nullable Value at(List<String> path) {
    String first = path.get(0);
    return switch (first) {
      case "$dtId" -> path.size() == 1 ? new Value.Text(id) : null;
      case "$etag" -> path.size() == 1 ? new Value.Text(etag()) : null;
      case "$metadata" ->
          path.size() == 2 && path.get(1).equals("$model")
              ? new Value.Text(model)
              : Paths.within(HeldValues.metadata(this), path, 1);
      default -> {
        Value own = properties.get(first);
        if (own != null) {
          yield Paths.within(own, path, 1);
        }
        Part part = components.get(first);
        yield part == null ? null : at(part, path);
      }
    };
  }

  private static @Nullable Value at(Part part, List<String> path) {
    if (path.size() > 1) {
      Value value = part.fields().get(path.get(1));
      if (value != null) {
        return Paths.within(value, path, 2);
      }
    }
    return Paths.within(HeldValues.component(part), path, 1);
  }
}
