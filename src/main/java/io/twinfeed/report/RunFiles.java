package io.twinfeed.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import io.twinfeed.flow.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that the pipeline itself leaves in a run's directory: what was rejected, a JSON object
 * a line, and the counts, which the one who started the run makes into a summary. Written whole: a
 * second attempt overwrites them.
 */
public final class RunFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COUNTS = "counts.json";
  private static final String REJECTS = "rejects.jsonl";

  private RunFiles() {}

  static void write(String directory, String runId, Closing closing) throws IOException {
    try (OutputStream out = WholeFile.begin(directory, REJECTS)) {
      for (Failure failure : closing.rejects()) {
        out.write(JSON.writeValueAsBytes(line(runId, failure)));
        out.write('\n');
      }
    }
    try (OutputStream out = WholeFile.begin(directory, COUNTS)) {
      out.write(JSON.writeValueAsBytes(closing.tally().counts()));
    }
  }

  /** The counts that a finished pipeline has left; takes their file away. */
  public static Tally takeCounts(Path directory) throws IOException {
    Path file = directory.resolve(COUNTS);
    TreeMap<String, Long> counts =
        JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Long>>() {});
    Files.delete(file);
    return new Tally(counts);
  }

  /** Adds lines that a plan has left, as those of a run. */
  public static final class Rejects implements AutoCloseable {
    private final BufferedWriter out;
    private final String runId;

    private Rejects(BufferedWriter out, String runId) {
      this.out = out;
      this.runId = runId;
    }

    /**
     * @throws IOException if the run's file can't be written
     */
    public static Rejects addTo(Path directory, String runId) throws IOException {
      return new Rejects(
          Files.newBufferedWriter(
              directory.resolve(REJECTS), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          runId);
    }

    public void add(JsonNode line) {
      try {
        out.write(JSON.writeValueAsString(((ObjectNode) line).put("runId", runId)));
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** How many rejects a run has left, by code. */
  public static Map<String, Long> rejectsByCode(Path directory) throws IOException {
    Map<String, Long> byCode = new TreeMap<>();
    Path file = directory.resolve(REJECTS);
    if (Files.exists(file)) {
      try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
        for (String line : (Iterable<String>) lines::iterator) {
          try {
            byCode.merge(JSON.readTree(line).path("code").asText(), 1L, Long::sum);
          } catch (JacksonException e) {
            break; // where the disk was full, the last line breaks off
          }
        }
      }
    }
    return byCode;
  }

  private static Map<String, Object> line(String runId, Failure failure) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("runId", runId);
    line.put("stage", failure.stage().name().toLowerCase(java.util.Locale.ROOT));
    line.put("code", failure.code());
    line.put("message", failure.message());
    line.put("hint", failure.hint());
    line.put("attempts", failure.attempts());
    putIfThere(line, "rule", failure.rule());
    putIfThere(line, "twin", failure.twin() == null ? null : failure.twin().value());
    putIfThere(line, "target", failure.target() == null ? null : failure.target().value());
    putIfThere(line, "source", failure.source());
    putIfThere(line, "key", failure.key());
    if (!failure.row().isEmpty()) {
      line.put("row", failure.row());
    }
    if (!failure.operation().isEmpty()) {
      line.put("operation", failure.operation());
    }
    return line;
  }

  private static void putIfThere(
      Map<String, Object> line, String name, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      line.put(name, value);
    }
  }
}
