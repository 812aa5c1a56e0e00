package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a twin, a component or a relationship, in the order they came in; immutable.
 *
 * <p>Held in flat arrays, with one stamp for all where all were written together: a graph of two
 * million twins has twelve million properties, and a map entry for each would double its size.
 */
public final class Fields {
  private static final Fields NONE = new Fields(new String[0], new Value[0], new Stamp[0]);

  private final String[] names;
  private final Value[] values;
  private final Stamp[] stamps;

  private Fields(String[] names, Value[] values, Stamp[] stamps) {
    this.names = names;
    this.values = values;
    this.stamps = stamps;
  }

  /** All written at one time. */
  static Fields of(Map<String, Value> properties, Stamp stamp) {
    if (properties.isEmpty()) {
      return NONE;
    }
    return new Fields(
        properties.keySet().toArray(String[]::new),
        properties.values().toArray(Value[]::new),
        new Stamp[] {stamp});
  }

  /** Each with the stamp of its name, which must be there. */
  static Fields of(Map<String, Value> properties, Map<String, Stamp> stamps) {
    if (properties.isEmpty()) {
      return NONE;
    }
    String[] names = properties.keySet().toArray(String[]::new);
    Stamp[] each = new Stamp[names.length];
    boolean same = true;
    for (int i = 0; i < names.length; i++) {
      Stamp stamp = stamps.get(names[i]);
      if (stamp == null) {
        throw new IllegalArgumentException("no stamp for the property " + names[i]);
      }
      each[i] = stamp;
      same &= each[i].equals(each[0]);
    }
    return new Fields(
        names, properties.values().toArray(Value[]::new), same ? new Stamp[] {each[0]} : each);
  }

  public int size() {
    return names.length;
  }

  public String name(int index) {
    return names[index];
  }

  public Value value(int index) {
    return values[index];
  }

  public Stamp stamp(int index) {
    return stamps.length == 1 ? stamps[0] : stamps[index];
  }

  public @Nullable Value get(String name) {
    int index = indexOf(name);
    return index < 0 ? null : values[index];
  }

  @Nullable Stamp stamp(String name) {
    int index = indexOf(name);
    return index < 0 ? null : stamp(index);
  }

  /** The values alone, as a map of their own. */
  Map<String, Value> toMap() {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return map;
  }

  Map<String, Stamp> stamps() {
    Map<String, Stamp> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], stamp(i));
    }
    return map;
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
