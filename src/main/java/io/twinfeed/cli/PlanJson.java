package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.job.PlanRun;
import io.twinfeed.pace.Operation;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.planfile.Estimate;
import io.twinfeed.planfile.Item;
import io.twinfeed.planfile.Items;
import io.twinfeed.planfile.PlanFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * A plan as one JSON document, written as it is read: it may be long. docs/operations.md describes
 * its fields.
 */
final class PlanJson implements PlanFile.Reader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonGenerator json;
  private final Items items;
  private boolean hasRejects;

  private PlanJson(JsonGenerator json, Items items) {
    this.json = json;
    this.items = items;
  }

  static void print(PrintStream out, PlanRun.Made plan, int exitCode) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("pipeline", plan.file().header().pipeline());
      json.writeStringField("endpoint", plan.file().header().endpoint());
      json.writePOJOField("parameters", plan.file().header().parameters());
      json.writeNumberField("generation", plan.file().header().generation());
      json.writeNumberField("exitCode", exitCode);
      json.writePOJOField("warnings", plan.warnings());
      json.writePOJOField("refusals", plan.refusals());
      totals(json, plan);
      estimate(json, plan);
      json.writeArrayFieldStart("changes");
      PlanJson reader = new PlanJson(json, new Items(plan.mask()));
      plan.file().each(reader);
      if (!reader.hasRejects) {
        reader.beginRejects();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void totals(JsonGenerator json, PlanRun.Made plan) throws IOException {
    json.writeObjectFieldStart("totals");
    for (String rule : plan.totals().byRule().keySet()) {
      json.writeObjectFieldStart(rule);
      for (Kind kind : Kind.values()) {
        long count = plan.totals().of(rule, kind);
        if (count > 0) {
          json.writeNumberField(name(kind), count);
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void estimate(JsonGenerator json, PlanRun.Made plan) throws IOException {
    Estimate estimate = plan.estimate();
    json.writeObjectFieldStart("estimate");
    json.writeNumberField("calls", estimate.total());
    json.writeNumberField("reads", estimate.of(Operation.READ));
    json.writeNumberField("patches", estimate.of(Operation.PATCH));
    json.writeNumberField("createsAndDeletes", estimate.of(Operation.CREATE_DELETE));
    json.writeNumberField("seconds", estimate.seconds());
    json.writeStringField("bottleneck", EstimateText.time(estimate, plan.mask()));
    Estimate.Slowest slowest = estimate.slowest();
    json.writeStringField(
        "hub", slowest == null || slowest.hub() == null ? null : plan.mask().shown(slowest.hub()));
    json.writeEndObject();
  }

  private static String name(Kind kind) {
    return PlanWords.verb(kind) + (kind.isOfLink() ? "Relationship" : "Twin");
  }

  @Override
  public void step(Step step) {
    try {
      item(items.of(step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void item(Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("do", name(item.kind()));
    json.writeStringField("rule", item.rule());
    json.writeStringField("twin", item.twin());
    if (item.model() != null) {
      json.writeStringField("model", item.model());
    }
    Item.Link link = item.link();
    if (link != null) {
      json.writeStringField("relationship", link.name());
      json.writeStringField("target", link.target());
      json.writePOJOField("was", link.was());
    }
    json.writeBooleanField("drifted", item.drifted());
    json.writeArrayFieldStart("properties");
    for (Item.Property property : item.properties()) {
      json.writeStartObject();
      json.writeStringField("name", property.name());
      json.writePOJOField("before", property.before());
      json.writePOJOField("after", property.after());
      if (property.since() != null) {
        json.writeStringField("since", property.since());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void reject(JsonNode line) {
    try {
      if (!hasRejects) {
        beginRejects();
      }
      json.writeTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void beginRejects() throws IOException {
    hasRejects = true;
    json.writeEndArray();
    json.writeArrayFieldStart("rejects");
  }
}
