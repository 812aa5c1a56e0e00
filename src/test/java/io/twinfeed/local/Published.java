package io.twinfeed.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.twinfeed.local.Http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The published OpenAPI description of the service, to hold answers against. */
final class Published {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private static final Pattern ERROR = Pattern.compile("\\* ([A-Z][A-Za-z]+) - ");

  private final JsonNode description;

  private Published(JsonNode description) {
    this.description = description;
  }

  static Published read(Path file) {
    try {
      return new Published(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All operations, as in {@code GET /models/{id}}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    description
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  /** The codes of the errors that are described for an operation. */
  Set<String> errors(String operation) {
    int split = operation.indexOf(' ');
    String method = operation.substring(0, split).toLowerCase(Locale.ROOT);
    String text =
        description
            .at("/paths")
            .path(operation.substring(split + 1))
            .path(method)
            .path("description")
            .asText();
    Set<String> codes = new TreeSet<>();
    ERROR.matcher(text).results().forEach(each -> codes.add(each.group(1)));
    return codes;
  }

  /** The operation that a request asks for. */
  String operation(String method, String path) {
    String plain = path.replaceAll("\\?.*", "");
    return operations().stream()
        .filter(each -> each.startsWith(method + " "))
        .filter(
            each ->
                plain.matches(each.substring(method.length() + 1).replaceAll("\\{[^}]*}", "[^/]+")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation: " + method + " " + path));
  }

  /** What of a reply is not as described; one short sentence each. */
  List<String> differences(String operation, Reply reply) {
    int split = operation.indexOf(' ');
    String method = operation.substring(0, split).toLowerCase(Locale.ROOT);
    JsonNode responses =
        description.get("paths").get(operation.substring(split + 1)).get(method).get("responses");
    JsonNode response =
        reply.status() >= 400 ? responses.get("default") : responses.get("" + reply.status());
    List<String> differences = new ArrayList<>();
    if (response == null) {
      differences.add("status " + reply.status());
      return differences;
    }
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (reply.header(name).isEmpty()) {
                differences.add("no header " + name);
              }
            });
    if (response.has("schema")) {
      for (ValidationMessage each : schema(response.get("schema")).validate(reply.json())) {
        differences.add(each.getInstanceLocation() + " " + each.getMessage());
      }
    } else if (!reply.body().isEmpty()) {
      differences.add("a body");
    }
    return differences;
  }

  // Schemas of OpenAPI 2 are JSON Schema of draft 4, with references into the same document.
  private JsonSchema schema(JsonNode part) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("definitions", description.get("definitions"));
    whole.putArray("allOf").add(part);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
        .getSchema(whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
