package io.twinfeed.local.store;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Properties while a request is changing them. For one request only. */
final class FieldsDraft {
  private final Map<String, Value> values;
  private final Map<String, Stamp> before;
  private final Set<String> touched = new LinkedHashSet<>();
  private final Map<String, @Nullable String> sourceTimes = new LinkedHashMap<>();

  private FieldsDraft(Map<String, Value> values, Map<String, Stamp> before) {
    this.values = values;
    this.before = before;
  }

  static FieldsDraft blank() {
    return new FieldsDraft(new LinkedHashMap<>(), Map.of());
  }

  static FieldsDraft of(Fields fields) {
    return new FieldsDraft(fields.toMap(), fields.stamps());
  }

  Map<String, Value> values() {
    return values;
  }

  /** The names whose value this request set or took away. */
  Set<String> touched() {
    return touched;
  }

  boolean isChanged() {
    return !touched.isEmpty() || !sourceTimes.isEmpty();
  }

  /** Whether this request gave something a value that it still has. */
  boolean isWritten() {
    return touched.stream().anyMatch(values::containsKey) || !sourceTimes.isEmpty();
  }

  void put(String name, Value value) {
    values.put(name, value);
    touched.add(name);
  }

  /**
   * @param path member names; those from {@code from} on are below these properties
   */
  void apply(Patch.Op op, List<String> path, int from) {
    String name = path.get(from);
    Value now = values.get(name);
    if (path.size() > from + 1) {
      if (now == null) {
        throw Refused.patch("Could not resolve path " + op.pointer());
      }
      values.put(name, Edits.within(now, op, path, from + 1));
    } else if (op instanceof Patch.Add add) {
      values.put(name, add.value());
    } else if (now == null) {
      throw Edits.notFound(name);
    } else if (op instanceof Patch.Replace replace) {
      values.put(name, replace.value());
    } else {
      values.remove(name);
      sourceTimes.remove(name);
    }
    touched.add(name);
  }

  /** Sets or takes away the source time of a property, which may get its value later. */
  void sourceTime(String name, Patch.Op op) {
    if (op instanceof Patch.Add add) {
      sourceTime(name, add.value());
    } else {
      Stamp stamp = before.get(name);
      boolean there =
          sourceTimes.containsKey(name)
              ? sourceTimes.get(name) != null
              : stamp != null && stamp.sourceTime() != null;
      if (!there) {
        throw Edits.notFound("sourceTime");
      }
      if (op instanceof Patch.Replace replace) {
        sourceTime(name, replace.value());
      } else {
        sourceTimes.put(name, null);
      }
    }
  }

  void sourceTime(String name, Value value) {
    if (!(value instanceof Value.Text text) || !Times.isDateTime(text.text())) {
      throw badSourceTime(name);
    }
    sourceTimes.put(name, text.text());
  }

  Fields finish(Instant now) {
    for (String name : sourceTimes.keySet()) {
      if (!values.containsKey(name)) {
        throw Refused.invalidTwin(
            List.of("sourceTime was given for " + name + ", which has no value"));
      }
    }
    Stamp plain = new Stamp(now, null);
    Map<String, Stamp> stamps = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      stamps.put(name, stamp(name, plain));
    }
    return Fields.of(values, stamps);
  }

  // A source time stays when only the value is written again (adt-service.md §3.1).
  private Stamp stamp(String name, Stamp plain) {
    Stamp old = before.get(name);
    Instant updated = old == null || touched.contains(name) ? plain.updated() : old.updated();
    String sourceTime =
        sourceTimes.containsKey(name)
            ? sourceTimes.get(name)
            : old == null ? null : old.sourceTime();
    if (sourceTime == null && updated.equals(plain.updated())) {
      return plain;
    }
    return new Stamp(updated, sourceTime);
  }

  private static Refused badSourceTime(String name) {
    return Refused.invalidTwin(
        List.of("sourceTime of " + name + " is not a date and time of ISO 8601 with an offset"));
  }
}
