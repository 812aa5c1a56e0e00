package io.twinfeed.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.flow.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to: {@code summary.json}.
 *
 * @param file the pipeline file's path
 * @param status succeeded, partial, failed, refused or cancelled
 * @param runner the Beam runner's simple name
 * @param sources the sources of the file, in its order, and how much of each was read
 * @param rejects how many, by code
 */
public record Summary(
    String runId,
    String pipeline,
    String file,
    String status,
    int exitCode,
    String runner,
    Instant startedAt,
    Instant finishedAt,
    Map<String, Object> parameters,
    Map<String, SourceRead> sources,
    Tally tally,
    Map<String, Long> rejects,
    List<String> warnings) {

  /** What is counted of twins and of relationships: desired is the sum of those up to rejected. */
  public static final List<String> COUNTS =
      List.of(
          "desired", "created", "updated", "unchanged", "skipped", "held", "rejected", "deleted");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Summary {
    parameters = new TreeMap<>(parameters);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    rejects = new TreeMap<>(rejects);
    warnings = List.copyOf(warnings);
  }

  /** The summary as the contract says it (docs/operations.md). */
  public String toJson() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("runId", runId).put("pipeline", pipeline).put("file", file).put("status", status);
    json.put("exitCode", exitCode).put("runner", runner);
    json.put("startedAt", startedAt.toString()).put("finishedAt", finishedAt.toString());
    json.set("parameters", JSON.valueToTree(parameters));
    ObjectNode bySource = json.putObject("sources");
    sources.forEach(
        (source, read) -> {
          String prefix = "sources." + source + ".";
          ObjectNode counts =
              bySource
                  .putObject(source)
                  .put("rows", tally.of(prefix + "rows"))
                  .put("used", tally.of(prefix + "used"))
                  .put("filtered", tally.of(prefix + "filtered"))
                  .put("rejected", tally.of(prefix + "rejected"))
                  .put("full", read.full());
          if (read.to() != null) {
            counts.putObject("watermark").put("from", read.from()).put("to", read.to());
          }
        });
    for (String kind : List.of("twins", "relationships")) {
      ObjectNode counts = json.putObject(kind);
      COUNTS.forEach(name -> counts.put(name, tally.of(kind + "." + name)));
      for (String name : List.of("unmatched", "released")) {
        if (tally.of(kind + "." + name) > 0) {
          counts.put(name, tally.of(kind + "." + name));
        }
      }
    }
    ObjectNode calls = json.putObject("calls").put("total", tally.of("calls.total"));
    ObjectNode byStatus = calls.putObject("byStatus");
    tally
        .counts()
        .forEach(
            (name, count) -> {
              if (name.startsWith("calls.byStatus.")) {
                byStatus.put(name.substring("calls.byStatus.".length()), count);
              }
            });
    calls.put("retries", tally.of("calls.retries"));
    calls.put("throttledMillis", tally.of("calls.throttledMillis"));
    calls.put("pacedMillis", tally.of("calls.pacedMillis"));
    ArrayNode codes = json.putArray("rejects");
    rejects.forEach((code, count) -> codes.addObject().put("code", code).put("count", count));
    json.set("warnings", JSON.valueToTree(warnings));
    return JSON.writeValueAsString(json);
  }

  public void write(Path directory) throws IOException {
    Files.writeString(directory.resolve("summary.json"), toJson() + "\n");
  }
}
