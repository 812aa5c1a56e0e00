package io.twinfeed.twin;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a twin: a property, a property of a component, or a field inside an
 * object property.
 *
 * @param component the component's name, or null for the twin itself
 * @param property the property's name
 * @param fields the way down into an object or map property; empty for the whole property
 */
public record PropertyPath(@Nullable String component, String property, List<String> fields)
    implements Comparable<PropertyPath>, Serializable {

  public PropertyPath {
    fields = List.copyOf(fields);
  }

  public static PropertyPath of(String property) {
    return new PropertyPath(null, property, List.of());
  }

  public static PropertyPath in(String component, String property) {
    return new PropertyPath(component, property, List.of());
  }

  /** The JSON pointer of this path in a patch of the twin, escaped by RFC 6901. */
  public String pointer() {
    StringBuilder pointer = new StringBuilder();
    if (component != null) {
      step(pointer, component);
    }
    step(pointer, property);
    fields.forEach(field -> step(pointer, field));
    return pointer.toString();
  }

  /** The path without its fields: the whole property. */
  public PropertyPath whole() {
    return fields.isEmpty() ? this : new PropertyPath(component, property, List.of());
  }

  /** By what the way goes through, step by step: that of its JSON pointer. */
  @Override
  public int compareTo(PropertyPath other) {
    int size = size();
    int otherSize = other.size();
    for (int i = 0; i < Math.min(size, otherSize); i++) {
      int order = step(i).compareTo(other.step(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(size, otherSize);
  }

  private int size() {
    return (component == null ? 1 : 2) + fields.size();
  }

  private String step(int i) {
    int place = component == null ? i : i - 1;
    if (place < 0) {
      return Objects.requireNonNull(component);
    }
    return place == 0 ? property : fields.get(place - 1);
  }

  /** The dotted spelling of a pipeline file. */
  @Override
  public String toString() {
    String within = component == null ? property : component + "." + property;
    return fields.isEmpty() ? within : within + "." + String.join(".", fields);
  }

  private static void step(StringBuilder pointer, String name) {
    pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
  }
}
