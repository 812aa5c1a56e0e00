package io.twinfeed.local.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is held as text, to be read back exactly as it was: every digit, etag and nanosecond. The
 * form is ours alone; its version stands beside the data that is kept in it.
 */
public final class KeptJson {
  /** To be raised when the form changes. */
  public static final int VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private KeptJson() {}

  private interface Document {
    void write(JsonGenerator out) throws IOException;
  }

  public static String write(HeldTwin twin) {
    return text(
        out -> {
          out.writeStringField("version", twin.version().toString());
          out.writeStringField("model", twin.model());
          out.writeStringField("updated", twin.updated().toString());
          fields(out, twin.properties());
          out.writeObjectFieldStart("components");
          for (Map.Entry<String, Part> part : twin.components().entrySet()) {
            out.writeObjectFieldStart(part.getKey());
            out.writeStringField("updated", part.getValue().updated().toString());
            fields(out, part.getValue().fields());
            out.writeEndObject();
          }
          out.writeEndObject();
        });
  }

  public static HeldTwin twin(String id, String text) {
    JsonNode node = read(text);
    Map<String, Part> components = new LinkedHashMap<>();
    node.path("components")
        .fields()
        .forEachRemaining(
            part ->
                components.put(
                    part.getKey(),
                    new Part(fields(part.getValue()), time(part.getValue(), "updated"))));
    return new HeldTwin(
        id,
        UUID.fromString(node.path("version").asText()),
        node.path("model").asText(),
        fields(node),
        components,
        time(node, "updated"));
  }

  public static String write(HeldRelationship relationship) {
    return text(
        out -> {
          out.writeStringField("version", relationship.version().toString());
          out.writeStringField("name", relationship.name());
          out.writeStringField("target", relationship.target());
          fields(out, relationship.properties());
        });
  }

  public static HeldRelationship relationship(String source, String id, String text) {
    JsonNode node = read(text);
    return new HeldRelationship(
        source,
        id,
        UUID.fromString(node.path("version").asText()),
        node.path("name").asText(),
        node.path("target").asText(),
        fields(node));
  }

  public static String write(HeldModel model) {
    return text(
        out -> {
          texts(out, "description", model.description());
          texts(out, "displayName", model.displayName());
          out.writeBooleanField("decommissioned", model.decommissioned());
          out.writeStringField("uploaded", model.uploaded().toString());
          out.writeStringField("document", model.document());
        });
  }

  public static HeldModel model(String id, String text) {
    JsonNode node = read(text);
    return new HeldModel(
        id,
        texts(node.path("description")),
        texts(node.path("displayName")),
        node.path("decommissioned").asBoolean(),
        time(node, "uploaded"),
        node.path("document").asText());
  }

  private static void fields(JsonGenerator out, Fields fields) throws IOException {
    out.writeObjectFieldStart("values");
    for (int i = 0; i < fields.size(); i++) {
      out.writeFieldName(fields.name(i));
      GraphJson.value(out, fields.value(i));
    }
    out.writeEndObject();
    // Source times stand in the same array, after the time of the service.
    out.writeArrayFieldStart("stamps");
    for (int i = 0; i < fields.size(); i++) {
      Stamp stamp = fields.stamp(i);
      out.writeStartArray();
      out.writeString(stamp.updated().toString());
      if (stamp.sourceTime() != null) {
        out.writeString(stamp.sourceTime());
      }
      out.writeEndArray();
    }
    out.writeEndArray();
  }

  private static Fields fields(JsonNode node) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Stamp> stamps = new LinkedHashMap<>();
    node.path("values")
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode stamp = node.path("stamps").path(values.size());
              @Nullable String sourceTime = stamp.path(1).textValue();
              stamps.put(
                  field.getKey(), new Stamp(Instant.parse(stamp.path(0).asText()), sourceTime));
              values.put(field.getKey(), value(field.getValue()));
            });
    return Fields.of(values, stamps);
  }

  private static Value value(JsonNode node) {
    if (node.isTextual()) {
      return new Value.Text(node.textValue());
    }
    if (node.isNumber()) {
      return new Value.Num(node.decimalValue());
    }
    if (node.isBoolean()) {
      return new Value.Bool(node.booleanValue());
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return new Value.Items(items);
    }
    Map<String, Value> members = new LinkedHashMap<>();
    node.fields().forEachRemaining(each -> members.put(each.getKey(), value(each.getValue())));
    return new Value.Struct(members);
  }

  private static void texts(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeStringField(text.getKey(), text.getValue());
    }
    out.writeEndObject();
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fields().forEachRemaining(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  private static Instant time(JsonNode node, String name) {
    return Instant.parse(node.path(name).asText());
  }

  private static String text(Document document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      document.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return text.toString();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("what was kept is no JSON", e);
    }
  }
}
