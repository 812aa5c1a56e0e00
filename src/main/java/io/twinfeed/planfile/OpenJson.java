package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.flow.Owed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/** Rows that a plan leaves open as a line of it, and back. */
final class OpenJson {
  private OpenJson() {}

  static ObjectNode of(KV<String, Owed> open) {
    Owed owed = open.getValue();
    ObjectNode json = JsonValues.object().put("do", SavedPlan.OPEN).put("source", open.getKey());
    json.put("ofTwin", owed.ofTwin()).put("rule", owed.rule()).put("lost", owed.lost());
    ArrayNode rows = json.putArray("rows");
    owed.rows().forEach(rows::add);
    return json;
  }

  static KV<String, Owed> read(JsonNode json) throws IOException {
    List<String> rows = new ArrayList<>();
    json.path("rows").forEach(row -> rows.add(row.asText()));
    return KV.of(
        JsonValues.text(json, "source"),
        new Owed(
            json.path("ofTwin").asBoolean(),
            json.path("rule").asInt(),
            rows,
            json.path("lost").asBoolean()));
  }
}
