package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of twins and components as values, for queries that look into it. */
final class HeldValues {
  private HeldValues() {}

  static Value.Struct metadata(HeldTwin twin) {
    Map<String, Value> members = new LinkedHashMap<>();
    members.put("$model", new Value.Text(twin.model()));
    stamps(members, twin.updated(), twin.properties());
    return new Value.Struct(members);
  }

  static Value.Struct component(Part part) {
    Map<String, Value> members = part.fields().toMap();
    Map<String, Value> metadata = new LinkedHashMap<>();
    stamps(metadata, part.updated(), part.fields());
    members.put("$metadata", new Value.Struct(metadata));
    return new Value.Struct(members);
  }

  private static void stamps(Map<String, Value> into, Instant updated, Fields fields) {
    into.put("$lastUpdateTime", new Value.Text(Times.ofTwin(updated)));
    for (int i = 0; i < fields.size(); i++) {
      Map<String, Value> entry = new LinkedHashMap<>();
      Stamp stamp = fields.stamp(i);
      entry.put("lastUpdateTime", new Value.Text(Times.ofTwin(stamp.updated())));
      if (stamp.sourceTime() != null) {
        entry.put("sourceTime", new Value.Text(stamp.sourceTime()));
      }
      into.put(fields.name(i), new Value.Struct(entry));
    }
  }
}
