package io.twinfeed.local.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** The graph as JSON, with members in the order of the service (adt-service.md §3.1). */
public final class GraphJson {
  /** Whether twins say when they last changed as a whole: from api-version 2022-05-31 on. */
  public enum LastUpdateTime {
    SHOWN,
    HIDDEN
  }

  private GraphJson() {}

  public static void twin(JsonGenerator out, HeldTwin twin, LastUpdateTime whole)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("$dtId", twin.id());
    out.writeStringField("$etag", twin.etag());
    values(out, twin.properties());
    for (Map.Entry<String, Part> part : twin.components().entrySet()) {
      out.writeFieldName(part.getKey());
      component(out, part.getValue(), whole);
    }
    out.writeObjectFieldStart("$metadata");
    out.writeStringField("$model", twin.model());
    times(out, twin.updated(), twin.properties(), whole);
    out.writeEndObject();
    out.writeEndObject();
  }

  public static void component(JsonGenerator out, Part part, LastUpdateTime whole)
      throws IOException {
    out.writeStartObject();
    values(out, part.fields());
    out.writeObjectFieldStart("$metadata");
    times(out, part.updated(), part.fields(), whole);
    out.writeEndObject();
    out.writeEndObject();
  }

  public static void relationship(JsonGenerator out, HeldRelationship relationship)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("$relationshipId", relationship.id());
    out.writeStringField("$etag", relationship.etag());
    out.writeStringField("$sourceId", relationship.source());
    out.writeStringField("$relationshipName", relationship.name());
    out.writeStringField("$targetId", relationship.target());
    values(out, relationship.properties());
    out.writeEndObject();
  }

  public static void value(JsonGenerator out, Value value) throws IOException {
    if (value instanceof Value.Text text) {
      out.writeString(text.text());
    } else if (value instanceof Value.Num num) {
      out.writeNumber(num.number());
    } else if (value instanceof Value.Bool bool) {
      out.writeBoolean(bool.is());
    } else if (value instanceof Value.Struct struct) {
      out.writeStartObject();
      for (Map.Entry<String, Value> member : struct.members().entrySet()) {
        out.writeFieldName(member.getKey());
        value(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Value.Items items) {
      out.writeStartArray();
      for (Value item : items.items()) {
        value(out, item);
      }
      out.writeEndArray();
    }
  }

  static void values(JsonGenerator out, Fields fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      out.writeFieldName(fields.name(i));
      value(out, fields.value(i));
    }
  }

  private static void times(JsonGenerator out, Instant updated, Fields fields, LastUpdateTime whole)
      throws IOException {
    if (whole == LastUpdateTime.SHOWN) {
      out.writeStringField("$lastUpdateTime", Times.ofTwin(updated));
    }
    // One text serves all properties that were written together.
    Instant last = updated;
    String text = Times.ofTwin(updated);
    for (int i = 0; i < fields.size(); i++) {
      Stamp stamp = fields.stamp(i);
      if (!stamp.updated().equals(last)) {
        last = stamp.updated();
        text = Times.ofTwin(last);
      }
      out.writeObjectFieldStart(fields.name(i));
      out.writeStringField("lastUpdateTime", text);
      if (stamp.sourceTime() != null) {
        out.writeStringField("sourceTime", stamp.sourceTime());
      }
      out.writeEndObject();
    }
  }
}
