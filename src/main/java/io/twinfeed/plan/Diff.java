package io.twinfeed.plan;

import io.twinfeed.group.Desired;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The difference between what is desired and what is there, over owned values only. Values are set
 * with {@code add}, which fits whether or not one is there; {@code remove} only takes what is
 * there.
 */
public final class Diff {
  private Diff() {}

  /** The twin as it is to be created. */
  public static Twin whole(Desired desired, Set<String> components) {
    Map<String, Value> properties = new TreeMap<>();
    Map<String, Map<String, Value>> parts = new TreeMap<>();
    components.forEach(name -> parts.put(name, new TreeMap<>()));
    desired
        .values()
        .forEach(
            (path, value) -> {
              Map<String, Value> within =
                  path.component() == null
                      ? properties
                      : parts.computeIfAbsent(path.component(), unused -> new TreeMap<>());
              within.merge(path.property(), Value.nested(path.fields(), value), Value::joined);
            });
    Map<String, String> times = new TreeMap<>();
    desired
        .sourceTimes()
        .forEach(
            (name, time) -> {
              if (hasValue(desired, name)) {
                times.put(name, time);
              }
            });
    return new Twin(desired.id(), desired.model(), properties, parts, times, null);
  }

  /**
   * Whether a twin can be written without a look at it: a value to be taken away has to be there,
   * and so has an object or map of which a part is set.
   */
  static boolean isBlind(Desired desired) {
    return desired.absent().isEmpty()
        && desired.values().keySet().stream().allMatch(path -> path.fields().isEmpty());
  }

  /** What sets all owned values, whatever is there. */
  static Patch everything(Desired desired) {
    List<Patch.Op> ops = new ArrayList<>();
    desired.values().forEach((path, value) -> ops.add(new Patch.Add(path.pointer(), value)));
    desired
        .sourceTimes()
        .forEach(
            (name, time) -> {
              if (hasValue(desired, name)) {
                ops.add(new Patch.Add(sourceTimePointer(path(name)), new Value.Text(time)));
              }
            });
    return new Patch(ops);
  }

  /** What brings a twin's owned values into step; empty if they are. */
  public static Patch of(Desired desired, Twin live) {
    List<Patch.Op> ops = new ArrayList<>();
    Set<PropertyPath> touched = new TreeSet<>();
    if (!live.model().equals(desired.model())) {
      ops.add(new Patch.Replace("/$metadata/$model", new Value.Text(desired.model())));
    }
    // The fields of an object that is not there yet go in with the object
    Map<PropertyPath, Value> wholes = new LinkedHashMap<>();
    desired
        .values()
        .forEach(
            (path, value) -> {
              if (value.equals(live.at(path))) {
                return;
              }
              touched.add(path.whole());
              if (path.fields().isEmpty() || live.at(path.whole()) != null) {
                ops.add(new Patch.Add(path.pointer(), value));
              } else {
                wholes.merge(path.whole(), Value.nested(path.fields(), value), Value::joined);
              }
            });
    wholes.forEach((path, value) -> ops.add(new Patch.Add(path.pointer(), value)));
    for (PropertyPath path : desired.absent()) {
      if (live.at(path) != null) {
        touched.add(path.whole());
        ops.add(new Patch.Remove(path.pointer()));
      }
    }
    desired
        .sourceTimes()
        .forEach(
            (name, time) -> {
              PropertyPath path = path(name);
              boolean removed = desired.absent().contains(path);
              if (touched.contains(path) && !removed) {
                ops.add(new Patch.Add(sourceTimePointer(path), new Value.Text(time)));
              }
            });
    return new Patch(ops);
  }

  /**
   * Whether a patch fits only the version that it was made for: because it goes into an object,
   * which something else may have taken away, or changes the model.
   */
  public static boolean needsVersion(Desired desired, Patch patch) {
    return patch.ops().stream()
        .anyMatch(
            op ->
                op.pointer().equals("/$metadata/$model")
                    || desired.values().keySet().stream()
                        .anyMatch(
                            path ->
                                !path.fields().isEmpty()
                                    && (op.pointer().equals(path.pointer())
                                        || op.pointer().equals(path.whole().pointer())))
                    || desired.absent().stream()
                        .anyMatch(
                            path ->
                                !path.fields().isEmpty() && op.pointer().equals(path.pointer())));
  }

  /** What brings a relationship's owned properties into step; empty if they are. */
  public static Patch of(Desired.Link desired, Relationship live) {
    List<Patch.Op> ops = new ArrayList<>();
    desired
        .values()
        .forEach(
            (name, value) -> {
              if (!value.equals(live.properties().get(name))) {
                ops.add(new Patch.Add(PropertyPath.of(name).pointer(), value));
              }
            });
    for (String name : desired.absent()) {
      if (live.properties().containsKey(name)) {
        ops.add(new Patch.Remove(PropertyPath.of(name).pointer()));
      }
    }
    return new Patch(ops);
  }

  /** The relationship as it is to be created. */
  public static Relationship whole(Desired.Link desired) {
    return new Relationship(
        desired.source(), desired.id(), desired.name(), desired.target(), desired.values(), null);
  }

  private static boolean hasValue(Desired desired, String sourceTimeName) {
    PropertyPath path = path(sourceTimeName);
    return desired.values().keySet().stream().anyMatch(each -> each.whole().equals(path));
  }

  private static PropertyPath path(String sourceTimeName) {
    int slash = sourceTimeName.indexOf('/');
    return slash < 0
        ? PropertyPath.of(sourceTimeName)
        : PropertyPath.in(sourceTimeName.substring(0, slash), sourceTimeName.substring(slash + 1));
  }

  private static String sourceTimePointer(PropertyPath path) {
    String component = path.component() == null ? "" : "/" + path.component();
    return component + "/$metadata" + PropertyPath.of(path.property()).pointer() + "/sourceTime";
  }
}
