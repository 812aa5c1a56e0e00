package io.twinfeed.pace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request takes from the budgets.
 *
 * @param twins whose budgets a write takes from: the twin, or both ends of a relationship; none for
 *     reads
 */
public record Cost(Operation operation, List<String> twins) {
  public Cost {
    twins = List.copyOf(twins);
  }

  /**
   * Of a write.
   *
   * @param twin what is written to, or where a relationship starts
   * @param target where it ends; null for a twin, or if that is not known
   */
  public static Cost of(Operation operation, String twin, @Nullable String target) {
    return new Cost(
        operation, target == null || target.equals(twin) ? List.of(twin) : List.of(twin, target));
  }

  /** Of a request that writes nothing. */
  public static Cost of(Operation operation) {
    return new Cost(operation, List.of());
  }
}
