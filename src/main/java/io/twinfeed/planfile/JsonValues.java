package io.twinfeed.planfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values in JSON, with all of their digits. */
final class JsonValues {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonValues() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static String line(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree is writable", e);
    }
  }

  static JsonNode parse(String line) throws IOException {
    return JSON.readTree(line);
  }

  static void put(ObjectNode json, Map<String, Value> values) {
    values.forEach((name, value) -> put(json, name, value));
  }

  static void put(ObjectNode json, String name, Value value) {
    json.set(name, JSON.valueToTree(value.toJava()));
  }

  static SortedMap<String, Value> values(JsonNode json) throws IOException {
    TreeMap<String, Value> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      values.put(each.getKey(), value(each.getValue()));
    }
    return values;
  }

  static Value value(JsonNode json) throws IOException {
    Object java = JSON.treeToValue(json, Object.class);
    if (java == null) {
      throw new IOException("a value is missing");
    }
    return Value.ofJava(java);
  }

  static String text(JsonNode json, String member) throws IOException {
    JsonNode text = json.path(member);
    if (!text.isTextual()) {
      throw new IOException("a line without " + member);
    }
    return text.asText();
  }
}
