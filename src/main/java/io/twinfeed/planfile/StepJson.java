package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.group.Desired;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Told;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is told as a line of a plan, and back. docs/operations.md describes the fields. */
final class StepJson {
  private static final String RECORD = "record";

  private StepJson() {}

  static ObjectNode of(Step step) {
    Change change = step.planned().change();
    ObjectNode json = JsonValues.object();
    json.put("do", name(step.kind())).put("rule", change.rule());
    json.put("twin", change.twin().value());
    if (change instanceof Change.CreateTwin create) {
      desired(json, create.desired());
      strings(json.putArray("components"), new TreeSet<>(create.components()));
    } else if (change instanceof Change.PatchTwin patch) {
      desired(json, patch.desired());
      patch(json, patch.patch(), patch.ifMatch());
    } else if (change instanceof Change.ReleaseTwin release) {
      desired(json, release.desired());
      patch(json, release.patch(), release.ifMatch());
    } else if (change instanceof Change.CreateLink create) {
      link(json, create.link());
      ArrayNode instead = json.putArray("instead");
      create.instead().forEach(each -> relationship(instead.addObject(), each));
    } else if (change instanceof Change.PatchLink patch) {
      link(json, patch.link());
      patch(json, patch.patch(), null);
    } else if (change instanceof Change.DeleteLink delete) {
      relationship(json, delete.link());
    }
    if (!step.before().isEmpty()) {
      JsonValues.put(json.putObject("before"), step.before());
    }
    if (step.drifted()) {
      json.put("drifted", true);
      ObjectNode since = json.putObject("since");
      step.since().forEach(since::put);
    }
    record(json, step.planned().ledger());
    return json;
  }

  static ObjectNode of(Told.Settled settled) {
    ObjectNode json = JsonValues.object();
    json.put("do", RECORD).put("twin", settled.twin().value());
    record(json, settled.ledger());
    return json;
  }

  private static void record(ObjectNode json, Ledger ledger) {
    ObjectNode record = json.putObject("record");
    record.put("before", base64(ledger.before()));
    record.put("after", base64(ledger.after()));
  }

  static Told read(JsonNode json) throws IOException {
    return RECORD.equals(JsonValues.text(json, "do"))
        ? new Told.Settled(new TwinId(JsonValues.text(json, "twin")), ledger(json))
        : step(json);
  }

  private static Ledger ledger(JsonNode json) throws IOException {
    JsonNode record = json.path("record");
    return new Ledger(
        known(JsonValues.text(record, "before")), known(JsonValues.text(record, "after")));
  }

  private static Step step(JsonNode json) throws IOException {
    Step.Kind kind = kind(JsonValues.text(json, "do"));
    String rule = JsonValues.text(json, "rule");
    TwinId twin = new TwinId(JsonValues.text(json, "twin"));
    Change change =
        switch (kind) {
          case CREATE_TWIN ->
              new Change.CreateTwin(
                  desired(json, twin, rule), Set.copyOf(strings(json.path("components"))));
          case CHANGE_TWIN ->
              new Change.PatchTwin(desired(json, twin, rule), patch(json), ifMatch(json));
          case RELEASE_TWIN ->
              new Change.ReleaseTwin(desired(json, twin, rule), patch(json), ifMatch(json));
          case CREATE_LINK, RETARGET_LINK -> {
            List<Relationship> instead = new ArrayList<>();
            for (JsonNode each : json.path("instead")) {
              instead.add(relationship(each, twin));
            }
            yield new Change.CreateLink(link(json, twin, rule), instead);
          }
          case CHANGE_LINK -> new Change.PatchLink(link(json, twin, rule), patch(json));
          case DELETE_LINK -> new Change.DeleteLink(rule, relationship(json, twin));
          case DELETE_TWIN -> new Change.DeleteTwin(rule, twin);
        };
    TreeMap<String, String> since = new TreeMap<>();
    json.path("since").properties().forEach(e -> since.put(e.getKey(), e.getValue().asText()));
    return new Step(
        new Planned(change, ledger(json)),
        JsonValues.values(json.path("before")),
        json.path("drifted").asBoolean(),
        since);
  }

  static String name(Step.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("link", "relationship");
  }

  private static Step.Kind kind(String name) throws IOException {
    for (Step.Kind kind : Step.Kind.values()) {
      if (name(kind).equals(name)) {
        return kind;
      }
    }
    throw new IOException("a step that is not known: " + name);
  }

  static String base64(List<Known> known) {
    return Base64.getEncoder().encodeToString(KnownBytes.of(known));
  }

  static List<Known> known(String base64) throws IOException {
    try {
      return KnownBytes.all(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new IOException("a record that is not readable", e);
    }
  }

  private static void desired(ObjectNode json, Desired desired) {
    json.put("model", desired.model()).put("creates", desired.creates());
    ObjectNode values = json.putObject("values");
    desired.values().forEach((path, value) -> JsonValues.put(values, PathText.of(path), value));
    strings(json.putArray("absent"), desired.absent().stream().map(PathText::of).toList());
    ObjectNode times = json.putObject("sourceTimes");
    desired.sourceTimes().forEach(times::put);
  }

  private static Desired desired(JsonNode json, TwinId twin, String rule) throws IOException {
    var values = new TreeMap<io.twinfeed.twin.PropertyPath, io.twinfeed.twin.Value>();
    JsonValues.values(json.path("values"))
        .forEach((path, value) -> values.put(PathText.parse(path), value));
    var absent = new TreeSet<io.twinfeed.twin.PropertyPath>();
    strings(json.path("absent")).forEach(path -> absent.add(PathText.parse(path)));
    TreeMap<String, String> times = new TreeMap<>();
    json.path("sourceTimes")
        .properties()
        .forEach(each -> times.put(each.getKey(), each.getValue().asText()));
    return new Desired(
        twin,
        rule,
        JsonValues.text(json, "model"),
        json.path("creates").asBoolean(),
        values,
        absent,
        times);
  }

  private static void link(ObjectNode json, Desired.Link link) {
    json.put("relationship", link.name()).put("id", link.id());
    json.put("target", link.target().value());
    JsonValues.put(json.putObject("values"), link.values());
    strings(json.putArray("absent"), link.absent());
  }

  private static Desired.Link link(JsonNode json, TwinId source, String rule) throws IOException {
    return new Desired.Link(
        source,
        rule,
        JsonValues.text(json, "relationship"),
        JsonValues.text(json, "id"),
        new TwinId(JsonValues.text(json, "target")),
        JsonValues.values(json.path("values")),
        new TreeSet<>(strings(json.path("absent"))));
  }

  private static void relationship(ObjectNode json, Relationship link) {
    json.put("relationship", link.name()).put("id", link.id());
    json.put("target", link.target().value());
    JsonValues.put(json.putObject("values"), link.properties());
  }

  private static Relationship relationship(JsonNode json, TwinId source) throws IOException {
    return new Relationship(
        source,
        JsonValues.text(json, "id"),
        JsonValues.text(json, "relationship"),
        new TwinId(JsonValues.text(json, "target")),
        JsonValues.values(json.path("values")),
        null);
  }

  private static void patch(ObjectNode json, Patch patch, @Nullable String ifMatch) {
    ArrayNode ops = json.putArray("patch");
    for (Patch.Op op : patch.ops()) {
      ObjectNode each = ops.addObject();
      if (op instanceof Patch.Add add) {
        JsonValues.put(each.put("op", "add").put("path", op.pointer()), "value", add.value());
      } else if (op instanceof Patch.Replace replace) {
        JsonValues.put(
            each.put("op", "replace").put("path", op.pointer()), "value", replace.value());
      } else {
        each.put("op", "remove").put("path", op.pointer());
      }
    }
    if (ifMatch != null) {
      json.put("ifMatch", ifMatch);
    }
  }

  private static Patch patch(JsonNode json) throws IOException {
    List<Patch.Op> ops = new ArrayList<>();
    for (JsonNode each : json.path("patch")) {
      String path = JsonValues.text(each, "path");
      ops.add(
          switch (JsonValues.text(each, "op")) {
            case "add" -> new Patch.Add(path, JsonValues.value(each.path("value")));
            case "replace" -> new Patch.Replace(path, JsonValues.value(each.path("value")));
            case "remove" -> new Patch.Remove(path);
            default -> throw new IOException("a patch that is not known");
          });
    }
    return new Patch(ops);
  }

  private static @Nullable String ifMatch(JsonNode json) {
    return json.path("ifMatch").isTextual() ? json.path("ifMatch").asText() : null;
  }

  private static void strings(ArrayNode array, Iterable<String> all) {
    all.forEach(array::add);
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }
}
