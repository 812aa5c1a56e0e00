package io.twinfeed.local.store;

import io.twinfeed.twin.Value;
import java.util.List;

/**
 * The JSON object of a PUT.
 *
 * @param members without those that are null
 * @param nulls the names of the properties that were null, which never conforms to a schema; nulls
 *     of {@code $} members are not among them, because clients send them for "none"
 */
public record Body(Value.Struct members, List<String> nulls) {
  public Body {
    nulls = List.copyOf(nulls);
  }

  List<String> nullDetails() {
    return nulls.stream().map(name -> "null is not a value of " + name).toList();
  }
}
