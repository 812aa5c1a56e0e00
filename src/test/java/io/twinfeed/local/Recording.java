package io.twinfeed.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session of the real service, recorded as requests and responses; it began with an empty
 * instance.
 *
 * @param name what was tried out, and on what
 */
record Recording(String name, List<Call> calls) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Recording {
    calls = List.copyOf(calls);
  }

  /**
   * One request and what the service answered.
   *
   * @param path with its query
   */
  record Call(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      int status,
      Map<String, String> responseHeaders,
      @Nullable JsonNode responseBody) {
    Call {
      headers = ignoringCase(headers);
      responseHeaders = ignoringCase(responseHeaders);
    }

    private static Map<String, String> ignoringCase(Map<String, String> map) {
      Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      copy.putAll(map);
      return copy;
    }
  }

  /** All sessions below a folder that have calls, by name. */
  static List<Recording> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Recording::read)
          .filter(recording -> !recording.calls().isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recording read(Path file) {
    try {
      List<Call> calls = new ArrayList<>();
      for (JsonNode entry : JSON.readTree(file.toFile()).get("Entries")) {
        calls.add(call(entry));
      }
      String folder = file.getName(file.getNameCount() - 2).toString();
      String name = file.getFileName().toString().replaceAll("^recording_|\\.json$", "");
      return new Recording(folder.replaceAll("__.*", "").replace("_", " ") + ": " + name, calls);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static Call call(JsonNode entry) throws IOException {
    URI uri =
        URI.create(entry.get("RequestUri").textValue().replace("AZURE_DIGITALTWINS_URL", "x"));
    JsonNode answer = entry.get("ResponseBody");
    return new Call(
        entry.get("RequestMethod").textValue(),
        uri.getRawPath() + "?" + uri.getRawQuery(),
        headers(entry.get("RequestHeaders")),
        text(entry.get("RequestBody")),
        entry.get("StatusCode").intValue(),
        headers(entry.get("ResponseHeaders")),
        answer.isNull() ? null : JSON.readTree(text(answer)));
  }

  private static Map<String, String> headers(JsonNode node) {
    Map<String, String> headers = new TreeMap<>();
    node.fields().forEachRemaining(field -> headers.put(field.getKey(), field.getValue().asText()));
    return headers;
  }

  // Objects were recorded parsed, all other bodies as text.
  private static @Nullable String text(JsonNode node) {
    return node.isNull() ? null : node.isTextual() ? node.textValue() : node.toString();
  }

  static Collection<String> names(List<Recording> recordings) {
    return recordings.stream().map(Recording::name).toList();
  }
}
