package io.twinfeed.snapshot;

import io.twinfeed.flow.Sha256;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose snapshot it is. The same file against another endpoint, or with other parameters, feeds
 * another graph or another part of it, and so has a snapshot of its own.
 *
 * @param parameters the values as text, by name
 */
public record Identity(String pipeline, String endpoint, SortedMap<String, String> parameters)
    implements Serializable {

  public Identity {
    endpoint = endpoint.strip().toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  public static Identity of(String pipeline, String endpoint, Map<String, ?> parameters) {
    SortedMap<String, String> text = new TreeMap<>();
    parameters.forEach((name, value) -> text.put(name, String.valueOf(value)));
    return new Identity(pipeline, endpoint, text);
  }

  /** A name for a folder, the same in every run: readable, and unlike that of any other. */
  public String folder() {
    StringBuilder all = new StringBuilder();
    for (String part : new String[] {pipeline, endpoint}) {
      all.append(part.length()).append(':').append(part);
    }
    parameters.forEach(
        (name, value) ->
            all.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
    String readable = pipeline.replaceAll("[^A-Za-z0-9_-]+", "-");
    return readable.substring(0, Math.min(readable.length(), 60)) + "-" + hash(all.toString());
  }

  private static String hash(String text) {
    byte[] hash = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 6);
  }
}
