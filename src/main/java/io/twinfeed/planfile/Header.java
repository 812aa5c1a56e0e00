package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan was made of: whoever carries it out later finds out by this whether it still fits.
 *
 * @param file SHA-256 of the pipeline file, in hexadecimal
 * @param models SHA-256 of its models
 * @param parameters the values as text, by name
 * @param generation of the snapshot that it began from; 0 for none
 * @param after the run that wrote that generation; empty for none
 * @param unfinished how many records of writes that did not come to their end lay beside it
 * @param forgotten whether nothing of the snapshot was believed, because the graph is another one
 * @param marks how far each source is read once it is carried out, as JSON, by source
 * @param inPart sources of which only a part was read
 * @param createdAt RFC 3339
 */
public record Header(
    String runId,
    String pipeline,
    String file,
    String models,
    String endpoint,
    SortedMap<String, String> parameters,
    long generation,
    String after,
    int unfinished,
    boolean forgotten,
    SortedMap<String, String> marks,
    List<String> inPart,
    String createdAt) {
  static final int FORMAT = 1;

  public Header {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    inPart = List.copyOf(inPart);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonValues.object();
    json.put("plan", FORMAT).put("runId", runId).put("pipeline", pipeline);
    json.put("file", file).put("models", models).put("endpoint", endpoint);
    ObjectNode values = json.putObject("parameters");
    parameters.forEach(values::put);
    json.put("generation", generation)
        .put("after", after)
        .put("unfinished", unfinished)
        .put("forgotten", forgotten);
    ObjectNode sources = json.putObject("marks");
    marks.forEach(sources::put);
    ArrayNode parts = json.putArray("inPart");
    inPart.forEach(parts::add);
    return json.put("createdAt", createdAt);
  }

  static Header read(JsonNode json) throws IOException {
    if (!json.path("plan").isInt()) {
      throw new IOException("it is no plan");
    }
    if (json.path("plan").asInt() != FORMAT) {
      throw new IOException(
          "it has the format %s, and this version reads format %d"
              .formatted(json.path("plan"), FORMAT));
    }
    List<String> inPart = new ArrayList<>();
    json.path("inPart").forEach(each -> inPart.add(each.asText()));
    return new Header(
        JsonValues.text(json, "runId"),
        JsonValues.text(json, "pipeline"),
        JsonValues.text(json, "file"),
        JsonValues.text(json, "models"),
        JsonValues.text(json, "endpoint"),
        texts(json.path("parameters")),
        json.path("generation").asLong(),
        JsonValues.text(json, "after"),
        json.path("unfinished").asInt(),
        json.path("forgotten").asBoolean(),
        texts(json.path("marks")),
        inPart,
        JsonValues.text(json, "createdAt"));
  }

  private static TreeMap<String, String> texts(JsonNode json) {
    TreeMap<String, String> texts = new TreeMap<>();
    json.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
