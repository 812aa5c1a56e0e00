package io.twinfeed.local.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import io.twinfeed.local.document.Documents;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with some requests. It needs a {@code status}, a {@code cut} or a
 * {@code latencyMillis}; a latency may go with either of the others, and comes first.
 *
 * @param method of the requests that it hits; null for any
 * @param path of the requests: {@code *} stands for any part of a segment, {@code **} for any part
 *     of a path; null for any
 * @param status what is answered instead of doing what was asked for, from 200 to 599
 * @param retryAfter seconds, for the header of that name beside a status
 * @param body beside a status; null for an error in the usual shape
 * @param latencyMillis how long the request lies before anything is done
 * @param cut how the connection is lost
 * @param rate how many of the requests it hits, above 0 and up to 1; null for all
 * @param seed makes the choice of a rate repeatable; null is 0
 * @param count how many requests it hits before it is over; null for no end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    @Nullable String method,
    @Nullable String path,
    @Nullable Integer status,
    @Nullable Integer retryAfter,
    @Nullable String body,
    @Nullable Integer latencyMillis,
    @Nullable Cut cut,
    @Nullable Double rate,
    @Nullable Long seed,
    @Nullable Integer count) {
  private static final TypeReference<List<Fault>> LIST = new TypeReference<>() {};

  /** How a connection is lost. */
  public enum Cut {
    /** Before anything is done. */
    BEFORE,
    /** After all is done, without an answer: the client can't know. */
    AFTER,
    /** In the middle of the answer; where that has no body, like {@link #AFTER}. */
    BODY
  }

  public Fault {
    if (status == null && cut == null && latencyMillis == null) {
      throw new IllegalArgumentException("a fault needs a status, a cut or a latencyMillis");
    }
    if (status != null && cut != null) {
      throw new IllegalArgumentException("a fault has a status or a cut, not both");
    }
    if (status == null && (retryAfter != null || body != null)) {
      throw new IllegalArgumentException("retryAfter and body go with a status only");
    }
    require("status", status, 200, 599);
    require("retryAfter", retryAfter, 0, 86_400);
    require("latencyMillis", latencyMillis, 1, 600_000);
    require("count", count, 1, Integer.MAX_VALUE);
    if (rate != null && !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be above 0 and up to 1 (is " + rate + ")");
    }
  }

  /**
   * Reads a list of faults from a file of YAML or JSON, with the names above.
   *
   * @throws io.twinfeed.issue.TwinfeedException if it can't be read as that
   */
  public static List<Fault> read(Path file) {
    return Documents.read(file, LIST);
  }

  /**
   * Reads a list of faults as a file would have it.
   *
   * @throws io.twinfeed.issue.TwinfeedException if it can't be read as that
   */
  public static List<Fault> parse(String text) {
    return Documents.parse("faults", text, LIST);
  }

  private static void require(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new IllegalArgumentException(
          name + " must be between " + least + " and " + most + " (is " + value + ")");
    }
  }
}
