package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of one mapping, with every key accounted for. */
final class Fields {
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Text> keys = new LinkedHashMap<>();
  private final Place place;
  private final String what;
  private final Issues issues;
  private final boolean isUsable;
  // What was probably meant by keys that are not known: these are misspelt, not missing
  private final Set<String> meant = new HashSet<>();

  private Fields(Place place, String what, Issues issues, boolean isUsable) {
    this.place = place;
    this.what = what;
    this.issues = issues;
    this.isUsable = isUsable;
  }

  /**
   * @param what names the mapping in messages: {@code a source}
   * @param known the keys that it may have; null if they are names that the user gives
   */
  static Fields of(
      MappingNode mapping,
      YamlText text,
      String what,
      @Nullable List<String> known,
      Issues issues) {
    Fields fields = new Fields(text.place(mapping), what, issues, true);
    for (NodeTuple tuple : mapping.getValue()) {
      fields.add(tuple, text, known);
    }
    return fields;
  }

  /** Stands in for a mapping that is not there. */
  static Fields none(Place place, String what, Issues issues) {
    return new Fields(place, what, issues, true);
  }

  /** Stands in for something that is no mapping, which was reported: nothing is missing in it. */
  static Fields unusable(Place place, String what, Issues issues) {
    return new Fields(place, what, issues, false);
  }

  private void add(NodeTuple tuple, YamlText text, @Nullable List<String> known) {
    Place keyPlace = text.place(tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      issues.error("SPEC-003", keyPlace, "a key of " + what + " is no text", "");
      return;
    }
    String key = scalar.getValue();
    if (known != null && !known.contains(key)) {
      String hint =
          key.equals("<<")
              ? "merge keys are not part of YAML 1.2: repeat the keys"
              : Nearest.hint(key, known, "keys");
      Nearest.to(key, known).ifPresent(meant::add);
      issues.error("SPEC-001", keyPlace, what + " has no key " + key, hint);
      return;
    }
    Text first = keys.get(key);
    if (first != null) {
      issues.error(
          "YAML-002",
          keyPlace,
          "the key " + key + " stands here twice",
          "the first one is in line " + first.place().line());
      return;
    }
    keys.put(key, new Text(key, keyPlace));
    values.put(key, tuple.getValueNode());
  }

  Place place() {
    return place;
  }

  /** False if what is written there is no mapping, which was reported. */
  boolean isUsable() {
    return isUsable;
  }

  /** Whether a key is there, or seems to be there under a wrong name. */
  boolean isMeant(String key) {
    return values.containsKey(key) || meant.contains(key);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable Node get(String key) {
    return values.get(key);
  }

  /** The value; where it is missing that is an error. */
  @Nullable Node require(String key) {
    Node value = values.get(key);
    if (value == null && isUsable && !meant.contains(key)) {
      issues.error("SPEC-002", place, what + " needs " + key, "");
    }
    return value;
  }

  /** Where a key stands; the mapping's place if it does not have the key. */
  Place placeOf(String key) {
    Text found = keys.get(key);
    return found == null ? place : found.place();
  }

  /** For mappings whose keys are names: each name with its value, in the order of the file. */
  void forEach(BiConsumer<Text, Node> each) {
    keys.forEach(
        (key, text) -> each.accept(text, java.util.Objects.requireNonNull(values.get(key))));
  }
}
