package io.twinfeed.local.query;

import io.twinfeed.twin.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A function of a WHERE clause. */
record Function(String name, int arity, BiPredicate<Value, Value> holds) {
  /** All but IS_OF_MODEL, by name (adt-service.md §5). */
  static final Map<String, Function> ALL = all();

  private static Map<String, Function> all() {
    Map<String, Function> all = new HashMap<>();
    two(
        all,
        "ARRAY_CONTAINS",
        (array, item) -> array instanceof Value.Items items && items.items().contains(item));
    two(all, "CONTAINS", texts(String::contains));
    two(all, "STARTSWITH", texts(String::startsWith));
    two(all, "ENDSWITH", texts(String::endsWith));
    one(all, "IS_BOOL", value -> value instanceof Value.Bool);
    one(all, "IS_NUMBER", value -> value instanceof Value.Num);
    one(all, "IS_STRING", value -> value instanceof Value.Text);
    one(all, "IS_OBJECT", value -> value instanceof Value.Struct);
    one(
        all,
        "IS_PRIMITIVE",
        value -> !(value instanceof Value.Struct || value instanceof Value.Items));
    one(all, "IS_DEFINED", value -> true);
    // Never so: a twin has a value or has none, and null is no value.
    one(all, "IS_NULL", value -> false);
    return Map.copyOf(all);
  }

  /** A type test of what is not there is false; a test of its text is unknown. */
  Truth test(List<Operand> arguments, Scope scope) {
    @Nullable Value first = arguments.get(0).in(scope);
    @Nullable Value second = arguments.get(arity - 1).in(scope);
    if (first == null || second == null) {
      return arity == 1 ? Truth.NO : Truth.UNKNOWN;
    }
    return Truth.of(holds.test(first, second));
  }

  private static void one(Map<String, Function> all, String name, Predicate<Value> test) {
    all.put(name, new Function(name, 1, (value, same) -> test.test(value)));
  }

  private static void two(Map<String, Function> all, String name, BiPredicate<Value, Value> test) {
    all.put(name, new Function(name, 2, test));
  }

  private static BiPredicate<Value, Value> texts(BiPredicate<String, String> test) {
    return (left, right) ->
        left instanceof Value.Text first
            && right instanceof Value.Text second
            && test.test(first.text(), second.text());
  }
}
