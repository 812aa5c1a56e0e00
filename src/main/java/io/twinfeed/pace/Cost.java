package io.twinfeed.pace;

import java.util.List;

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

  /** Of a request that writes nothing. */
  public static Cost of(Operation operation) {
    return new Cost(operation, List.of());
  }
}
