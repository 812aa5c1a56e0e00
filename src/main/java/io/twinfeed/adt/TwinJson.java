package io.twinfeed.adt;

import com.azure.core.models.JsonPatchDocument;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Twins and relationships as the SDK takes and gives them: as maps. Its own types write text that
 * begins with a bracket or a quote as raw JSON, and decimals as strings (adt-service.md §7.3).
 */
final class TwinJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "$metadata";

  private TwinJson() {}

  static Map<String, Object> of(Twin twin) {
    Map<String, Object> body = new LinkedHashMap<>();
    twin.properties().forEach((name, value) -> body.put(name, value.toJava()));
    twin.components()
        .forEach(
            (name, values) -> {
              Map<String, Object> component = new LinkedHashMap<>();
              values.forEach((property, value) -> component.put(property, value.toJava()));
              component.put(METADATA, sourceTimes(twin, name + "/"));
              body.put(name, component);
            });
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("$model", twin.model());
    metadata.putAll(sourceTimes(twin, ""));
    body.put(METADATA, metadata);
    return body;
  }

  static Twin twin(Map<?, ?> body) {
    Map<String, Value> properties = new LinkedHashMap<>();
    Map<String, Map<String, Value>> components = new LinkedHashMap<>();
    Map<String, String> sourceTimes = new LinkedHashMap<>();
    Map<String, String> changedAt = new LinkedHashMap<>();
    body.forEach(
        (key, json) -> {
          String name = (String) key;
          if (name.startsWith("$")) {
            return;
          }
          if (json instanceof Map<?, ?> map && map.get(METADATA) instanceof Map<?, ?> metadata) {
            Map<String, Value> values = new LinkedHashMap<>();
            map.forEach(
                (property, value) -> {
                  if (!property.equals(METADATA)) {
                    values.put((String) property, Value.ofJava(value));
                  }
                });
            components.put(name, values);
            readTimes(metadata, "sourceTime", name + "/", sourceTimes);
            readTimes(metadata, "lastUpdateTime", name + "/", changedAt);
          } else {
            properties.put(name, Value.ofJava(json));
          }
        });
    Map<?, ?> metadata = body.get(METADATA) instanceof Map<?, ?> found ? found : Map.of();
    readTimes(metadata, "sourceTime", "", sourceTimes);
    readTimes(metadata, "lastUpdateTime", "", changedAt);
    return new Twin(
        new TwinId(text(body, "$dtId")),
        text(metadata, "$model"),
        properties,
        components,
        sourceTimes,
        changedAt,
        (String) body.get("$etag"));
  }

  static Map<String, Object> of(Relationship relationship) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("$relationshipName", relationship.name());
    body.put("$targetId", relationship.target().value());
    relationship.properties().forEach((name, value) -> body.put(name, value.toJava()));
    return body;
  }

  static Relationship relationship(Map<?, ?> body) {
    Map<String, Value> properties = new LinkedHashMap<>();
    body.forEach(
        (name, json) -> {
          if (!((String) name).startsWith("$")) {
            properties.put((String) name, Value.ofJava(json));
          }
        });
    return new Relationship(
        new TwinId(text(body, "$sourceId")),
        text(body, "$relationshipId"),
        text(body, "$relationshipName"),
        new TwinId(text(body, "$targetId")),
        properties,
        (String) body.get("$etag"));
  }

  static JsonPatchDocument of(Patch patch) {
    JsonPatchDocument document = new JsonPatchDocument();
    for (Patch.Op op : patch.ops()) {
      if (op instanceof Patch.Add add) {
        document.appendAddRaw(add.pointer(), text(add.value().toJava()));
      } else if (op instanceof Patch.Replace replace) {
        document.appendReplaceRaw(replace.pointer(), text(replace.value().toJava()));
      } else {
        document.appendRemove(op.pointer());
      }
    }
    return document;
  }

  /** Why a service refused, from the body of its answer; null if the body does not say. */
  static @Nullable Cause cause(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return null;
    }
    try {
      var error = JSON.readTree(body).path("error");
      if (!error.path("code").isTextual()) {
        return null;
      }
      String detail = error.path("details").path(0).path("message").asText("");
      return new Cause(
          error.path("code").asText(),
          detail.isEmpty() ? error.path("message").asText("") : detail);
    } catch (JsonProcessingException e) {
      return null; // a gateway may answer in HTML: the status says enough
    }
  }

  /**
   * The service's own words.
   *
   * @param message the most precise reason that it gives
   */
  record Cause(String code, String message) {}

  private static Map<String, Object> sourceTimes(Twin twin, String prefix) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    twin.sourceTimes()
        .forEach(
            (path, time) -> {
              String name = path.substring(path.indexOf('/') + 1);
              if (path.equals(prefix + name)) {
                metadata.put(name, Map.of("sourceTime", time));
              }
            });
    return metadata;
  }

  private static void readTimes(
      Map<?, ?> metadata, String member, String prefix, Map<String, String> times) {
    metadata.forEach(
        (name, about) -> {
          if (about instanceof Map<?, ?> map && map.get(member) instanceof String time) {
            times.put(prefix + name, time);
          }
        });
  }

  private static String text(Map<?, ?> body, String member) {
    if (body.get(member) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("an answer without " + member);
  }

  private static String text(Object json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON", e);
    }
  }
}
