package io.twinfeed.twin;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A twin as the service holds it, or is to hold it.
 *
 * @param model the DTMI of its interface
 * @param properties the values of its own properties
 * @param components the properties of each component, by the component's name; a model's component
 *     is there even when it has no values
 * @param sourceTimes the source time of a property as RFC 3339 text, by {@code property} or {@code
 *     component/property}
 * @param changedAt when the service took a property's value, as RFC 3339 text, by the same names;
 *     empty for a twin that was not read from one
 * @param etag the version, as the service spells it; null for a twin that was not read from one
 */
public record Twin(
    TwinId id,
    String model,
    Map<String, Value> properties,
    Map<String, Map<String, Value>> components,
    Map<String, String> sourceTimes,
    Map<String, String> changedAt,
    @Nullable String etag)
    implements Serializable {

  /** A twin that was not read from a service that keeps times. */
  public Twin(
      TwinId id,
      String model,
      Map<String, Value> properties,
      Map<String, Map<String, Value>> components,
      Map<String, String> sourceTimes,
      @Nullable String etag) {
    this(id, model, properties, components, sourceTimes, Map.of(), etag);
  }

  public Twin {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    Map<String, Map<String, Value>> parts = new LinkedHashMap<>();
    components.forEach(
        (name, values) ->
            parts.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    components = Collections.unmodifiableMap(parts);
    sourceTimes = Collections.unmodifiableMap(new LinkedHashMap<>(sourceTimes));
    changedAt = Collections.unmodifiableMap(new LinkedHashMap<>(changedAt));
  }

  /** The values at a path's first step: those of the twin itself, or those of a component. */
  public @Nullable Value at(PropertyPath path) {
    Map<String, Value> within =
        path.component() == null ? properties : components.getOrDefault(path.component(), Map.of());
    Value value = within.get(path.property());
    for (String field : path.fields()) {
      value = value instanceof Value.Struct struct ? struct.members().get(field) : null;
    }
    return value;
  }
}
