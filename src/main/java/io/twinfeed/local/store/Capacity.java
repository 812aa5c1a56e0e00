package io.twinfeed.local.store;

/**
 * How much a graph may hold (adt-service.md §2.1).
 *
 * @param relationshipsPerTwin how many may leave a twin, and how many may arrive at it
 */
public record Capacity(int twins, int relationshipsPerTwin) {
  /** As much as there is memory for. */
  public static final Capacity UNBOUNDED = new Capacity(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
