package io.twinfeed.connector;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The patch from what is there to what is wanted. What is not spoken of stays. */
final class Difference {
  static final String MODEL = "/$metadata/$model";

  private Difference() {}

  /** Empty if the twin says already what is wanted; a time of a value alone is no difference. */
  static Patch of(Twin wanted, Twin live) {
    List<Patch.Op> ops = new ArrayList<>();
    if (!live.model().equals(wanted.model())) {
      ops.add(new Patch.Replace(MODEL, new Value.Text(wanted.model())));
    }
    wanted
        .properties()
        .forEach((name, value) -> set(ops, wanted, live, PropertyPath.of(name), name, value));
    wanted
        .components()
        .forEach(
            (component, values) -> {
              if (!live.components().containsKey(component)) {
                ops.add(
                    new Patch.Add(
                        PropertyPath.of(component).pointer(), whole(wanted, component, values)));
                return;
              }
              values.forEach(
                  (name, value) ->
                      set(
                          ops,
                          wanted,
                          live,
                          PropertyPath.in(component, name),
                          component + "/" + name,
                          value));
            });
    return new Patch(ops);
  }

  static Patch of(Relationship wanted, Relationship live) {
    List<Patch.Op> ops = new ArrayList<>();
    wanted
        .properties()
        .forEach(
            (name, value) -> {
              if (!value.equals(live.properties().get(name))) {
                ops.add(new Patch.Add(PropertyPath.of(name).pointer(), value));
              }
            });
    return new Patch(ops);
  }

  private static void set(
      List<Patch.Op> ops, Twin wanted, Twin live, PropertyPath path, String name, Value value) {
    if (value.equals(live.at(path))) {
      return;
    }
    ops.add(new Patch.Add(path.pointer(), value));
    String time = wanted.sourceTimes().get(name);
    if (time != null) {
      String component = path.component() == null ? "" : "/" + path.component();
      String within = PropertyPath.of(path.property()).pointer();
      ops.add(
          new Patch.Add(component + "/$metadata" + within + "/sourceTime", new Value.Text(time)));
    }
  }

  // Of a model that the twin did not have before
  private static Value whole(Twin wanted, String component, Map<String, Value> values) {
    Map<String, Value> metadata = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      String time = wanted.sourceTimes().get(component + "/" + name);
      if (time != null) {
        metadata.put(name, new Value.Struct(Map.of("sourceTime", new Value.Text(time))));
      }
    }
    Map<String, Value> members = new LinkedHashMap<>(values);
    members.put("$metadata", new Value.Struct(metadata));
    return new Value.Struct(members);
  }
}
