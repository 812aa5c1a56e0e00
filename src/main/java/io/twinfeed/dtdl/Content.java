package io.twinfeed.dtdl;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that an interface says of its twins. Telemetry and commands keep only their names. */
public sealed interface Content extends Serializable {
  String name();

  record Property(String name, Schema schema) implements Content {}

  /**
   * @param target the DTMI that a target twin must be of; null for any
   */
  record Relationship(String name, @Nullable String target, Map<String, Schema> properties)
      implements Content {
    public Relationship {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /**
   * @param schema the DTMI of the component's interface
   */
  record Component(String name, String schema) implements Content {}

  record Telemetry(String name, Schema schema) implements Content {}

  record Command(String name) implements Content {}
}
