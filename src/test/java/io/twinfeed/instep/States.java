package io.twinfeed.instep;

import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Twins and relationships as text, without what others measure. */
final class States {
  static final String ABSENT = "absent";

  private States() {}

  static Map<String, String> of(Graph graph) {
    Map<String, String> states = new TreeMap<>();
    graph.twins.forEach(
        (id, twin) -> states.put(id, shown(twin.model(), Map.of(), properties(twin), true)));
    for (Relationship link : graph.links.values()) {
      var since = link.properties().get("since");
      String other =
          states.put(Graph.name(link), since == null ? "null" : String.valueOf(since.toJava()));
      if (other != null) {
        throw new AssertionError("two relationships for " + Graph.name(link));
      }
    }
    return states;
  }

  /** What is not telemetry. */
  static Map<String, Object> properties(Twin twin) {
    Map<String, Object> properties = new TreeMap<>();
    twin.properties()
        .forEach(
            (name, value) -> {
              if (!name.equals("temperature")) {
                Object java = value.toJava();
                properties.put(
                    name, java instanceof Number number ? (Object) number.doubleValue() : java);
              }
            });
    return properties;
  }

  /**
   * A twin of a model with values over what is there.
   *
   * @param keep whether null leaves what is there
   */
  static String shown(
      String model,
      Map<String, ? extends @Nullable Object> values,
      Map<String, Object> there,
      boolean keep) {
    Map<String, Object> all = new TreeMap<>(there);
    values.forEach(
        (name, value) -> {
          if (value != null) {
            all.put(name, value);
          } else if (!keep) {
            all.remove(name);
          }
        });
    return model.replaceAll("dtmi:com:example:|;1", "") + all;
  }
}
