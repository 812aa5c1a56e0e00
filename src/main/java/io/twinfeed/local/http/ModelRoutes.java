package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.HeldModel;
import io.twinfeed.local.store.Models;
import io.twinfeed.local.store.Refused;
import io.twinfeed.local.store.Times;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Models (adt-service.md §1.2). */
final class ModelRoutes implements Routes {
  private static final int LARGEST_MODEL = 1024 * 1024;

  /** Far below 250 models of the largest size: a body is read whole into memory. */
  static final int LARGEST_BODY = 16 * 1024 * 1024;

  /**
   * What 16 MiB of models can have; of the smallest parts, they would take a hundred times that.
   */
  private static final long MOST_TOKENS = 2_000_000;

  private static final Pattern DTMI =
      Pattern.compile(
          "dtmi:[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?(?::[A-Za-z_](?:[A-Za-z0-9_]*[A-Za-z0-9])?)*;[1-9][0-9]{0,8}(?:\\.[1-9][0-9]{0,5})?");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(JsonIn.DEEPEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Models models;

  ModelRoutes(Models models) {
    this.models = models;
  }

  @Override
  public void register(Router router) {
    Route.on(router, HttpMethod.POST, "(?i)/models/?", LARGEST_BODY, this::add);
    Route.on(router, HttpMethod.GET, "(?i)/models/?", this::list);
    Route.on(router, HttpMethod.GET, "(?i)/models/[^/]+/?", this::get);
    Route.on(router, HttpMethod.PATCH, "(?i)/models/[^/]+/?", this::patch);
    Route.on(router, HttpMethod.DELETE, "(?i)/models/[^/]+/?", this::delete);
  }

  private void add(Exchange exchange) {
    Buffer body = exchange.body();
    // Parsing hundreds of models takes long enough to hold up other requests of this event loop.
    exchange
        .context()
        .vertx()
        .executeBlocking(() -> models.add(documents(body)), false)
        .onSuccess(
            added ->
                exchange.json(
                    201,
                    null,
                    out -> {
                      out.writeStartArray();
                      for (HeldModel model : added) {
                        model(out, model, false);
                      }
                      out.writeEndArray();
                    }))
        .onFailure(exchange.context()::fail);
  }

  private void list(Exchange exchange) {
    ListToken token = ListToken.of(exchange);
    List<String> dependenciesFor = exchange.parameters("dependenciesFor");
    dependenciesFor.forEach(ModelRoutes::requireId);
    boolean full = full(exchange);
    StringBuilder query = new StringBuilder();
    dependenciesFor.forEach(
        id -> query.append("dependenciesFor=").append(Exchange.encode(id)).append('&'));
    if (full) {
      query.append("includeModelDefinition=true&");
    }
    token.answer(
        exchange,
        "/Models",
        query.toString(),
        models.list(dependenciesFor, token.after(), token.size()),
        HeldModel::id,
        (out, model) -> model(out, model, full));
  }

  private void get(Exchange exchange) {
    HeldModel model = models.get(id(exchange));
    boolean full = full(exchange);
    exchange.json(200, null, out -> model(out, model, full));
  }

  private void patch(Exchange exchange) {
    String id = id(exchange);
    Patch patch = PatchJson.read(exchange.body(), "");
    for (Patch.Op op : patch.ops()) {
      boolean decommissions =
          op instanceof Patch.Replace replace
              && replace.pointer().equals("/decommissioned")
              && replace.value().equals(new Value.Bool(true));
      if (!decommissions) {
        throw Refused.patch("Only /decommissioned can be replaced, with true");
      }
    }
    if (patch.isEmpty()) {
      models.get(id);
    } else {
      models.decommission(id);
    }
    exchange.noContent(null);
  }

  private void delete(Exchange exchange) {
    models.delete(id(exchange));
    exchange.noContent(null);
  }

  private static String id(Exchange exchange) {
    String id = exchange.segment(1);
    if (id.isBlank()) {
      throw new Refused(Code.MISSING_ARGUMENT, "The model id was not provided.");
    }
    requireId(id);
    return id;
  }

  private static void requireId(String id) {
    if (!DTMI.matcher(id).matches()) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          "Invalid model id " + id + ". It must be a digital twin model identifier (DTMI).");
    }
  }

  private static boolean full(Exchange exchange) {
    return "true".equalsIgnoreCase(exchange.parameter("includeModelDefinition"));
  }

  private static List<String> documents(Buffer body) {
    if (body.length() == 0) {
      throw new Refused(Code.BAD_REQUEST, "A non-empty request body is required.");
    }
    JsonNode root;
    try {
      root = JSON.readTree(body.getBytes());
    } catch (StreamConstraintsException e) {
      throw new Refused(
          Code.LIMIT_EXCEEDED,
          "The request body is nested too deep, or has too many or too long parts.");
    } catch (JsonProcessingException e) {
      throw new Refused(
          Code.BAD_REQUEST, "The request body is not JSON" + JsonIn.place(e.getLocation()) + ".");
    } catch (NumberFormatException e) {
      throw new Refused(Code.BAD_REQUEST, "The request body has a number that is out of range.");
    } catch (IOException e) {
      throw new Refused(Code.BAD_REQUEST, "The request body could not be read.");
    }
    List<String> documents = new ArrayList<>();
    if (root.isArray()) {
      for (JsonNode each : root) {
        String document = each.toString();
        if (!JsonIn.isWhole(document)) {
          throw new Refused(Code.BAD_REQUEST, "A text in the request body has half a character.");
        }
        if (document.getBytes(StandardCharsets.UTF_8).length > LARGEST_MODEL) {
          throw new Refused(
              Code.LIMIT_EXCEEDED, "A model may have at most " + LARGEST_MODEL + " bytes.");
        }
        documents.add(document);
      }
    }
    return documents;
  }

  private static void model(JsonGenerator out, HeldModel model, boolean full) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", model.id());
    texts(out, "description", model.description());
    texts(out, "displayName", model.displayName());
    out.writeBooleanField("decommissioned", model.decommissioned());
    out.writeStringField("uploadTime", Times.ofUpload(model.uploaded()));
    if (full) {
      out.writeFieldName("model");
      out.writeRawValue(model.document());
    }
    out.writeEndObject();
  }

  private static void texts(JsonGenerator out, String name, Map<String, String> texts)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeStringField(text.getKey(), text.getValue());
    }
    out.writeEndObject();
  }
}
