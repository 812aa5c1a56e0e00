package io.twinfeed.local.query;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the collections of a query are called, and the place of each in a row.
 *
 * @param slots by name; the only collection of a query without JOIN may have none
 * @param related the name of the relationships that lead from the first collection to the second;
 *     null without JOIN
 */
record Names(Map<String, Integer> slots, @Nullable String related) {
  static final int TWIN = 0;
  static final int TARGET = 1;
  static final int RELATIONSHIP = 2;

  Names {
    slots = Map.copyOf(slots);
  }

  static Names of(TwinQueryParser.FromContext from) {
    Map<String, Integer> slots = new HashMap<>();
    add(slots, from.alias, TWIN);
    if (from.join().isEmpty()) {
      return new Names(slots, null);
    }
    TwinQueryParser.JoinContext join = from.join(0);
    if (from.join().size() > 1) {
      throw Query.refused(
          from.join(1).getStart(), "the local service follows one JOIN only, not several.");
    }
    if (from.collection.getType() != TwinQueryParser.DIGITALTWINS) {
      throw Query.refused(join.getStart(), "JOIN goes with FROM DIGITALTWINS only.");
    }
    String source = text(join.source);
    if (!slots.containsKey(source)) {
      throw Query.refused(join.source.getStart(), "there is no collection " + source + ".");
    }
    add(slots, join.target, TARGET);
    add(slots, join.alias, RELATIONSHIP);
    return new Names(slots, text(join.relationship));
  }

  /** Without the brackets of a reserved word. */
  static String text(TwinQueryParser.NameContext name) {
    String text = name.getText();
    return name.BRACKETED() == null ? text : text.substring(2, text.length() - 2);
  }

  private static void add(
      Map<String, Integer> slots, TwinQueryParser.@Nullable NameContext name, int slot) {
    if (name != null && slots.put(text(name), slot) != null) {
      throw Query.refused(name.getStart(), "two collections are called " + text(name) + ".");
    }
  }
}
