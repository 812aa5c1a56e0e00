package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.job.Preview;
import io.twinfeed.job.Preview.Made;
import io.twinfeed.job.Preview.Reject;
import io.twinfeed.job.Preview.Row;
import io.twinfeed.spec.RelationshipRule;
import java.util.Locale;

/** A preview as one JSON document; docs/operations.md describes its fields. */
final class PreviewJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PreviewJson() {}

  static String of(String pipeline, Preview preview) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("pipeline", pipeline).put("rule", preview.rule().name().text());
    json.put("source", preview.source().name().text());
    json.put("aggregatesOverTheseRowsOnly", PreviewText.hasAggregates(preview.rule()));
    ArrayNode rows = json.putArray("rows");
    preview.rows().forEach(row -> row(rows.addObject(), row));
    boolean links = preview.rule() instanceof RelationshipRule;
    ArrayNode made = json.putArray(links ? "relationships" : "twins");
    preview.made().forEach(each -> made(made.addObject(), each, preview));
    return JSON.writeValueAsString(json);
  }

  private static void row(ObjectNode json, Row row) {
    json.set("columns", JSON.valueToTree(row.columns()));
    json.put("outcome", row.outcome().name().toLowerCase(Locale.ROOT));
    if (row.made() >= 0) {
      json.put("becomes", row.made());
    }
    if (!row.why().isEmpty()) {
      json.put("why", row.why());
    }
    Reject reject = row.reject();
    if (reject != null) {
      json.put("code", reject.code());
      json.put("message", reject.message()).put("hint", reject.hint());
    }
  }

  private static void made(ObjectNode json, Made made, Preview preview) {
    json.put("id", made.id());
    if (made.model() != null) {
      json.put("model", made.model()).put("creates", made.creates());
    } else {
      json.put("name", ((RelationshipRule) preview.rule()).relationship().text());
      json.put("source", made.source()).put("target", made.target());
    }
    json.set("properties", JSON.valueToTree(made.properties()));
    if (made.model() != null) {
      json.set("sourceTimes", JSON.valueToTree(made.sourceTimes()));
    }
    json.set("absent", JSON.valueToTree(made.absent()));
  }
}
