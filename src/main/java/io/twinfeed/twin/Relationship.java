package io.twinfeed.twin;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relationship from one twin to another.
 *
 * @param id unique among the relationships of its source twin, not beyond
 * @param name the relationship's name in the source twin's model
 * @param etag the version, as the service spells it; null for one that was not read from a service
 */
public record Relationship(
    TwinId source,
    String id,
    String name,
    TwinId target,
    Map<String, Value> properties,
    @Nullable String etag)
    implements Serializable {

  public Relationship {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }
}
