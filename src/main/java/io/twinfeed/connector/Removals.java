package io.twinfeed.connector;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a patch what it would take away and what is gone already: the service refuses the
 * whole patch for it, and a patch that is sent twice would be.
 */
final class Removals {
  private Removals() {}

  static boolean any(Patch patch) {
    return patch.ops().stream().anyMatch(Patch.Remove.class::isInstance);
  }

  static Patch ofWhatIsThere(Patch patch, Twin live) {
    return kept(
        patch,
        steps -> {
          Map<String, Value> component = live.components().get(steps.get(0));
          return component == null
              ? holds(live.properties(), steps)
              // A component itself can't go, and its metadata is not in sight
              : steps.size() == 1
                  || steps.get(1).startsWith("$")
                  || holds(component, steps.subList(1, steps.size()));
        });
  }

  static Patch ofWhatIsThere(Patch patch, Relationship live) {
    return kept(patch, steps -> holds(live.properties(), steps));
  }

  /** Whether there is something at the end of a way. */
  private interface Graph {
    boolean holds(List<String> steps);
  }

  private static Patch kept(Patch patch, Graph graph) {
    List<Patch.Op> kept = new ArrayList<>();
    for (Patch.Op op : patch.ops()) {
      List<String> steps = steps(op.pointer());
      if (!(op instanceof Patch.Remove)
          || steps.get(0).startsWith("$")
          || isMade(kept, op.pointer())
          || graph.holds(steps)) {
        kept.add(op);
      }
    }
    return new Patch(kept);
  }

  // By an operation before it
  private static boolean isMade(List<Patch.Op> before, String pointer) {
    return before.stream()
        .anyMatch(
            op ->
                !(op instanceof Patch.Remove)
                    && (pointer.equals(op.pointer()) || pointer.startsWith(op.pointer() + "/")));
  }

  private static boolean holds(Map<String, Value> values, List<String> steps) {
    @Nullable Value value = values.get(steps.get(0));
    for (String step : steps.subList(1, steps.size())) {
      // What lies in an array is the service's to judge
      if (value instanceof Value.Items) {
        return true;
      }
      value = value instanceof Value.Struct struct ? struct.members().get(step) : null;
    }
    return value != null;
  }

  private static List<String> steps(String pointer) {
    List<String> steps = new ArrayList<>();
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }
}
