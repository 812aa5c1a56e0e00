package io.twinfeed.seed;

import io.twinfeed.dtdl.element.Json;
import io.twinfeed.dtdl.element.JsonText;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.seed.SeedMapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a mapping file. Member names count in any case, as in the pattern's own reader. */
public final class SeedMappingReader {
  private static final String TWIN_ID = "$FILENAME";
  private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?");

  // What the pattern converts, and the schemas that it took for text
  private static final Set<String> TYPES =
      Set.of(
          "boolean",
          "date",
          "dateTime",
          "double",
          "duration",
          "float",
          "int",
          "integer",
          "long",
          "string",
          "time");

  private final Issues issues;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Place> targets = new LinkedHashMap<>();

  private SeedMappingReader(Issues issues) {
    this.issues = issues;
  }

  /** The mapping; without the entries that have issues. */
  public static SeedMapping read(String file, String text, Issues issues) {
    Issues syntax = new Issues();
    Json json = JsonText.read(file, text, syntax);
    SeedMappingReader reader = new SeedMappingReader(issues);
    for (Issue issue : syntax.all()) {
      issues.error("SEED-001", issue.place(), issue.message(), "correct the JSON text");
    }
    if (json != null) {
      reader.mapping(json);
    }
    return new SeedMapping(reader.entries);
  }

  private void mapping(Json json) {
    Json list = json instanceof Json.Obj object ? member(object, "mapping") : null;
    if (!(list instanceof Json.Arr array) || array.items().isEmpty()) {
      issues.error(
          "SEED-002",
          list == null ? json.place() : list.place(),
          "there is no list of entries under \"mapping\"",
          "a mapping file is {\"mapping\": [{\"Source\": …, \"Target\": …, \"TargetType\": …}]}");
      return;
    }
    for (Json item : array.items()) {
      if (item instanceof Json.Obj entry) {
        entry(entry);
      } else {
        issues.error(
            "SEED-002",
            item.place(),
            "an entry of the mapping is an object, and not " + item.kind(),
            "{\"Source\": \"a column\", \"Target\": \"/a property\", \"TargetType\": \"string\"}");
      }
    }
  }

  private void entry(Json.Obj entry) {
    Json.Text source = text(entry, "Source", true);
    Json.Text target = text(entry, "Target", true);
    Json.Text type = text(entry, "TargetType", false);
    if (source != null && source.text().startsWith("$") && !source.text().equals(TWIN_ID)) {
      issues.error(
          "SEED-002",
          source.place(),
          "Source is neither a column nor " + TWIN_ID + ": " + source.text(),
          TWIN_ID + " stands for the id of the twin");
      source = null;
    }
    List<String> path = target == null ? null : path(target);
    if (type != null && !TYPES.contains(type.text())) {
      issues.warning(
          "SEED-006",
          type.place(),
          "unknown TargetType " + type.text() + ": the model's schema decides",
          "the types are " + String.join(", ", TYPES.stream().sorted().toList()));
    }
    if (source != null && target != null && path != null && isNew(path, target.place())) {
      entries.add(
          new Entry(
              source.text().equals(TWIN_ID) ? null : source.text(),
              path,
              type == null ? null : type.text(),
              target.place(),
              type == null ? target.place() : type.place()));
    }
  }

  private Json.@Nullable Text text(Json.Obj entry, String name, boolean required) {
    Json value = member(entry, name);
    if (value instanceof Json.Text text && !text.text().isEmpty()) {
      return text;
    }
    if (value == null || value instanceof Json.Null) {
      if (required) {
        issues.error("SEED-002", entry.place(), name + " is missing", "give each entry one");
      }
    } else {
      issues.error(
          "SEED-002",
          value.place(),
          name + " is text, and not " + (value instanceof Json.Text ? "empty" : value.kind()),
          "");
    }
    return null;
  }

  private @Nullable List<String> path(Json.Text target) {
    List<String> path = new ArrayList<>();
    String[] parts = target.text().split("/", -1);
    for (int i = 1; i < parts.length; i++) {
      path.add(parts[i].replace("~1", "/").replace("~0", "~"));
    }
    if (parts[0].isEmpty()
        && !path.isEmpty()
        && path.stream().allMatch(name -> NAME.matcher(name).matches())) {
      return path;
    }
    issues.error(
        "SEED-003",
        target.place(),
        "Target is no path to a property: " + target.text(),
        "such as /Name, or /nameplate/serial for a property of a component");
    return null;
  }

  private boolean isNew(List<String> path, Place place) {
    String key = String.join(".", path) + ".";
    for (var earlier : targets.entrySet()) {
      if (key.startsWith(earlier.getKey()) || earlier.getKey().startsWith(key)) {
        issues.error(
            "SEED-004",
            place,
            "two entries write one property, " + String.join(".", path),
            "the other one stands at " + earlier.getValue() + "; remove one of them");
        return false;
      }
    }
    targets.put(key, place);
    return true;
  }

  private static @Nullable Json member(Json.Obj object, String name) {
    return object.members().stream()
        .filter(member -> member.name().equalsIgnoreCase(name))
        .map(Json.Member::value)
        .findFirst()
        .orElse(null);
  }
}
