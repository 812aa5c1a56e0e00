package io.twinfeed.planfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Told;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * A plan on disk: a line for what it was made of, a line for each step, for what else is on record
 * from then on, for rows that stay open, for each reject, and for what was counted; and a last line
 * with a checksum of all lines before it.
 *
 * @param counts what was counted up to the plan
 * @param refusals the guards that it breaks
 */
public record PlanFile(Path path, Header header, Tally counts, List<String> refusals) {
  static final String REJECT = "reject";
  static final String COUNTED = "counted";
  static final String END = "end";

  public PlanFile {
    refusals = List.copyOf(refusals);
  }

  /** Who reads it. */
  public interface Reader {
    /** One step, in the order of the file. */
    void step(Step step);

    /** A line of {@code rejects.jsonl}. */
    void reject(JsonNode line);
  }

  /**
   * Puts together what a pipeline has left.
   *
   * @param directory holds the parts of {@link PlanParts}, and gets the file
   * @param rejects a file of one JSON object a line
   */
  public static PlanFile merge(
      Path directory, Path rejects, Header header, Tally counts, List<String> refusals)
      throws IOException {
    Path path = directory.resolve("plan.ndjson");
    try (Lines lines = new Lines(path)) {
      lines.add(JsonValues.line(header.toJson()));
      try (Merge merge = Merge.of(directory)) {
        for (String line = merge.next(); line != null; line = merge.next()) {
          lines.add(line);
        }
      }
      try (BufferedReader all = Files.newBufferedReader(rejects)) {
        for (String line = all.readLine(); line != null; line = all.readLine()) {
          ObjectNode reject = JsonValues.object().put("do", REJECT);
          reject.set(REJECT, JsonValues.parse(line));
          lines.add(JsonValues.line(reject));
        }
      }
      ObjectNode counted = JsonValues.object().put("do", COUNTED);
      ObjectNode all = counted.putObject("counts");
      counts.counts().forEach(all::put);
      ArrayNode broken = counted.putArray("refusals");
      refusals.forEach(broken::add);
      lines.add(JsonValues.line(counted));
      ObjectNode end = JsonValues.object().put("do", END).put("lines", lines.count);
      lines.end(JsonValues.line(end.put("sha256", lines.checksum())));
    }
    return new PlanFile(path, header, counts, refusals);
  }

  /**
   * Reads a file as far as it takes to know that it is whole.
   *
   * @throws IOException if it is no plan, or not whole
   */
  public static PlanFile open(Path path) throws IOException {
    MessageDigest digest = sha256();
    Header header = null;
    String counted = "";
    String last = null;
    try (BufferedReader in = Files.newBufferedReader(path)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (header == null) {
          header = Header.read(JsonValues.parse(line));
        }
        if (last != null) {
          digest.update((last + "\n").getBytes(StandardCharsets.UTF_8));
          counted = last;
        }
        last = line;
      }
    } catch (JsonProcessingException e) {
      throw new IOException("it is no plan", e);
    }
    if (header == null || last == null) {
      throw new IOException("it is no plan");
    }
    JsonNode end = end(last);
    if (!HexFormat.of().formatHex(digest.digest()).equals(end.path("sha256").asText())) {
      throw new IOException("it was changed or is not whole: its checksum is another one");
    }
    JsonNode all = JsonValues.parse(counted);
    TreeMap<String, Long> counts = new TreeMap<>();
    all.path("counts")
        .properties()
        .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
    List<String> refusals = new ArrayList<>();
    all.path("refusals").forEach(each -> refusals.add(each.asText()));
    return new PlanFile(path, header, new Tally(counts), refusals);
  }

  private static JsonNode end(String last) throws IOException {
    try {
      JsonNode end = JsonValues.parse(last);
      if (END.equals(end.path("do").asText())) {
        return end;
      }
    } catch (JsonProcessingException e) {
      throw new IOException("it breaks off", e);
    }
    throw new IOException("it breaks off");
  }

  /** Reads all of it, as often as one likes. */
  public void each(Reader reader) {
    try (BufferedReader in = Files.newBufferedReader(path)) {
      in.readLine(); // the header
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode json = JsonValues.parse(line);
        switch (JsonValues.text(json, "do")) {
          case REJECT -> reader.reject(json.path(REJECT));
          case COUNTED, END, SavedPlan.OPEN -> {}
          default -> {
            Told told = StepJson.read(json);
            if (told instanceof Step step) {
              reader.step(step);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lines that are counted and hashed as they are written. */
  private static final class Lines implements AutoCloseable {
    private final BufferedWriter out;
    private final MessageDigest digest = sha256();
    private long count;

    Lines(Path path) throws IOException {
      out = Files.newBufferedWriter(path);
    }

    void add(String line) throws IOException {
      digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      count++;
      end(line);
    }

    void end(String line) throws IOException {
      out.write(line);
      out.write('\n');
    }

    String checksum() {
      return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
