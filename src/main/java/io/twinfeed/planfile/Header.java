package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan was made of: whoever carries it out later finds out by this whether it still fits.
 *
 * @param file SHA-256 of the pipeline file, in hexadecimal
 * @param models SHA-256 of its models
 * @param parameters the values as text, by name
 * @param generation of the snapshot that it began from; 0 for none
 * @param unfinished how many records of writes that did not come to their end lay beside it
 * @param forgotten whether nothing of the snapshot was believed, because the graph is another one
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
    int unfinished,
    boolean forgotten,
    String createdAt) {
  static final int FORMAT = 1;

  public Header {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  ObjectNode toJson() {
    ObjectNode json = JsonValues.object();
    json.put("plan", FORMAT).put("runId", runId).put("pipeline", pipeline);
    json.put("file", file).put("models", models).put("endpoint", endpoint);
    ObjectNode values = json.putObject("parameters");
    parameters.forEach(values::put);
    json.put("generation", generation).put("unfinished", unfinished).put("forgotten", forgotten);
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
    TreeMap<String, String> parameters = new TreeMap<>();
    json.path("parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
    return new Header(
        JsonValues.text(json, "runId"),
        JsonValues.text(json, "pipeline"),
        JsonValues.text(json, "file"),
        JsonValues.text(json, "models"),
        JsonValues.text(json, "endpoint"),
        parameters,
        json.path("generation").asLong(),
        json.path("unfinished").asInt(),
        json.path("forgotten").asBoolean(),
        JsonValues.text(json, "createdAt"));
  }
}
