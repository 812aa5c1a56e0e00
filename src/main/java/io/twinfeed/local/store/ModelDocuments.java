package io.twinfeed.local.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from model documents what the service shows of a model beside its text. */
final class ModelDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern DTDL = Pattern.compile("dtmi:dtdl:context;([0-9]+)(?:\\.[0-9]+)?");
  private static final Set<String> VERSIONS = Set.of("2", "3");

  private final InstantSource clock;

  ModelDocuments(InstantSource clock) {
    this.clock = clock;
  }

  List<HeldModel> read(List<String> documents) {
    Instant now = clock.instant();
    List<HeldModel> models = new ArrayList<>();
    for (String document : documents) {
      JsonNode node = parse(document);
      String id = node.path("@id").asText("");
      if (id.isEmpty()) {
        throw refused(
            "In source, top-level JSON element requires an identifer but none provided. Add an"
                + " '@id' property whose value is a string that conforms to the DTMI syntax --"
                + " see https://github.com/Azure/digital-twin-model-identifier.");
      }
      requireVersion(id, node.path("@context"));
      if (models.stream().anyMatch(model -> model.id().equals(id))) {
        throw refused("In source, the identifier " + id + " is defined more than once.");
      }
      models.add(
          new HeldModel(
              id,
              texts(node.path("description")),
              texts(node.path("displayName")),
              false,
              now,
              document));
    }
    return models;
  }

  // Contexts of extensions stand beside DTDL's own; none at all is for the parser to find.
  private static void requireVersion(String id, JsonNode context) {
    for (JsonNode each : context.isArray() ? context : List.of(context)) {
      Matcher version = DTDL.matcher(each.asText(""));
      if (version.matches() && !VERSIONS.contains(version.group(1))) {
        throw new Refused(
            Code.MODEL_VERSION_NOT_SUPPORTED,
            "The model "
                + id
                + " is written in DTDL version "
                + version.group(1)
                + "; the versions that are supported are 2 and 3.");
      }
    }
  }

  /** The service's frame around what its parser says; the two stops are its own. */
  static Refused refused(String reason) {
    return new Refused(
        Code.DTDL_PARSER_ERROR,
        "None of the models in this request could be created due to a problem with one or more"
            + " models: "
            + reason
            + ". See model documentation(https://aka.ms/ADTv2Models) for supported format.");
  }

  private static JsonNode parse(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw refused(e.getOriginalMessage());
    }
  }

  // A bare text is English: DTDL's default language.
  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node.isTextual()) {
      texts.put("en", node.textValue());
    }
    node.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
