package io.twinfeed.local.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * A graph as the file of an import job: one JSON document a line, in sections (adt-service.md §4).
 * Etags and the service's own times are not part of it.
 */
public final class ImportFile {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator out;

  private ImportFile(JsonGenerator out) {
    this.out = out;
  }

  /** Writes all that there is; what changes meanwhile may be in it or not. */
  public static void write(Graph graph, Writer to) throws IOException {
    try (JsonGenerator out = FACTORY.createGenerator(to)) {
      out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      new ImportFile(out).write(graph);
    }
    to.write('\n');
    to.flush();
  }

  private void write(Graph graph) throws IOException {
    section("Header");
    out.writeStartObject();
    out.writeStringField("fileVersion", "1.0.0");
    out.writeStringField("author", "twinfeed");
    out.writeStringField("organization", "");
    out.writeEndObject();
    section("Models");
    for (HeldModel model : graph.models().all()) {
      out.writeRawValue(model.document());
    }
    section("Twins");
    for (HeldTwin twin : (Iterable<HeldTwin>) graph.after(null)::iterator) {
      twin(twin);
    }
    section("Relationships");
    for (HeldTwin twin : (Iterable<HeldTwin>) graph.after(null)::iterator) {
      for (HeldRelationship each : graph.outgoing(twin.id(), null)) {
        relationship(each);
      }
    }
  }

  private void section(String name) throws IOException {
    out.writeStartObject();
    out.writeStringField("Section", name);
    out.writeEndObject();
  }

  private void twin(HeldTwin twin) throws IOException {
    out.writeStartObject();
    out.writeStringField("$dtId", twin.id());
    GraphJson.values(out, twin.properties());
    for (Map.Entry<String, Part> part : twin.components().entrySet()) {
      out.writeObjectFieldStart(part.getKey());
      GraphJson.values(out, part.getValue().fields());
      out.writeObjectFieldStart("$metadata");
      sourceTimes(part.getValue().fields());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeObjectFieldStart("$metadata");
    out.writeStringField("$model", twin.model());
    sourceTimes(twin.properties());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void sourceTimes(Fields fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      String sourceTime = fields.stamp(i).sourceTime();
      if (sourceTime != null) {
        out.writeObjectFieldStart(fields.name(i));
        out.writeStringField("sourceTime", sourceTime);
        out.writeEndObject();
      }
    }
  }

  // The source is called $dtId here, and nowhere else.
  private void relationship(HeldRelationship each) throws IOException {
    out.writeStartObject();
    out.writeStringField("$dtId", each.source());
    out.writeStringField("$relationshipId", each.id());
    out.writeStringField("$targetId", each.target());
    out.writeStringField("$relationshipName", each.name());
    GraphJson.values(out, each.properties());
    out.writeEndObject();
  }
}
