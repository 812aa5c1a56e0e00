package io.twinfeed.local.store;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patch operations on values, by RFC 6902 as far as the service goes (adt-service.md §3.2). */
final class Edits {
  private Edits() {}

  /**
   * The names along a JSON pointer.
   *
   * @throws Refused if it is none, or points to the whole document
   */
  static List<String> path(String pointer) {
    if (!pointer.startsWith("/")) {
      throw Refused.patch("Could not resolve path " + pointer);
    }
    List<String> names = new ArrayList<>();
    for (String step : pointer.substring(1).split("/", -1)) {
      names.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return names;
  }

  /** A value with the operation applied to what stands below it; arrays are replaced whole. */
  static Value within(Value value, Patch.Op op, List<String> path, int from) {
    if (!(value instanceof Value.Struct struct)) {
      throw Refused.patch("Could not resolve path " + op.pointer());
    }
    Map<String, Value> members = new LinkedHashMap<>(struct.members());
    String name = path.get(from);
    Value now = members.get(name);
    if (path.size() > from + 1) {
      if (now == null) {
        throw Refused.patch("Could not resolve path " + op.pointer());
      }
      members.put(name, within(now, op, path, from + 1));
    } else if (op instanceof Patch.Add add) {
      members.put(name, add.value());
    } else if (now == null) {
      throw notFound(name);
    } else if (op instanceof Patch.Replace replace) {
      members.put(name, replace.value());
    } else {
      members.remove(name);
    }
    return new Value.Struct(members);
  }

  static Refused notFound(String segment) {
    return Refused.patch(
        "The target location specified by path segment '" + segment + "' was not found");
  }
}
