package io.twinfeed.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.twinfeed.flow.Known;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What makes a generation: it is written last, and without it the other files count for nothing.
 *
 * @param generation counted from 1
 * @param runId the run that wrote it
 * @param finishedAt RFC 3339
 * @param sources by name
 * @param sample some twins and relationships at random, with which to see whether the graph is
 *     still the one that was written
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
    int format,
    Identity identity,
    long generation,
    String runId,
    String finishedAt,
    Map<String, SourceMark> sources,
    List<Item> sample,
    List<Part> parts)
    implements Serializable {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
    sources = new TreeMap<>(sources);
    sample = List.copyOf(sample);
    parts = List.copyOf(parts);
  }

  /**
   * How far a source has been read.
   *
   * @param fingerprint of what is read and what is made of it: with another one all rows have to be
   *     read
   * @param scope of which rows there are at all: with another one, rows may be missing that nobody
   *     has deleted
   * @param watermark by the database's clock, RFC 3339: changes since then are still to be read;
   *     null without a watermark
   * @param readInFull when it was last, RFC 3339
   * @param owed names of rows that have to be read again, whether they change or not
   * @param lost whether there are more such rows than are kept, so that all rows have to be read
   */
  public record SourceMark(
      String fingerprint,
      String scope,
      @Nullable String watermark,
      String readInFull,
      List<String> owed,
      boolean lost)
      implements Serializable {
    /** How many rows are kept: databases take some thousand bound values, and keys have columns. */
    public static final int MOST_OWED = 500;

    public SourceMark {
      owed = List.copyOf(owed);
    }

    /** The same as if nothing were owed. */
    public SourceMark withoutDebts() {
      return new SourceMark(fingerprint, scope, watermark, readInFull, List.of(), false);
    }

    /** The same where rows may have been passed over: all have to be read next time. */
    public SourceMark incomplete() {
      return new SourceMark(fingerprint, scope, watermark, readInFull, List.of(), true);
    }

    /** As JSON on one line, which {@link #of} reads. */
    public String toJson() {
      try {
        return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a record of texts is writable", e);
      }
    }

    /**
     * @throws IOException if it is none
     */
    public static SourceMark of(String json) throws IOException {
      return JSON.readValue(json, SourceMark.class);
    }

    // What was owed before is owed still, unless the run has asked for it
    SourceMark with(Save.Debt debt) {
      TreeSet<String> all = new TreeSet<>(owed);
      all.addAll(debt.rows());
      boolean more = lost || debt.lost() || all.size() > MOST_OWED;
      return new SourceMark(
          fingerprint, scope, watermark, readInFull, more ? List.of() : List.copyOf(all), more);
    }
  }

  /**
   * A twin, or a relationship that starts at it.
   *
   * @param relationship its id; null for the twin
   */
  public record Item(String twin, @Nullable String relationship) implements Serializable {
    /** What is on record, by its name. */
    public static Item of(Known known) {
      return new Item(known.twin().value(), known instanceof Known.OfLink link ? link.id() : null);
    }
  }

  /**
   * A file of this generation.
   *
   * @param bytes the length of its blocks
   * @param checksum CRC-32C of its blocks
   */
  public record Part(String name, long bytes, long checksum) implements Serializable {}

  /** The file: a checksum in hexadecimal on the first line, then JSON. */
  byte[] toBytes() throws IOException {
    byte[] json = JSON.writeValueAsBytes(this);
    return (checksum(json) + "\n" + new String(json, StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Null if the file is not whole: whoever wrote it did not come to its end.
   *
   * @throws IOException if it is whole and can't be understood
   */
  static @Nullable Manifest of(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    if (line < 0 || !text.endsWith("\n")) {
      return null;
    }
    String json = text.substring(line + 1, Math.max(line + 1, text.length() - 1));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    if (!checksum(bytes).equals(text.substring(0, line))) {
      return null;
    }
    int format = JSON.readTree(bytes).path("format").asInt();
    if (format != FrameFile.FORMAT) {
      throw new IOException(
          "it has the format %d, and this version of Twinfeed reads format %d"
              .formatted(format, FrameFile.FORMAT));
    }
    return JSON.readValue(bytes, Manifest.class);
  }

  private static String checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }
}
