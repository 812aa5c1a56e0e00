package io.twinfeed.local.store;

import java.util.List;

/**
 * Some of a list.
 *
 * @param more whether the list goes on after the last item of this page
 */
public record Page<T>(List<T> items, boolean more) {
  public Page {
    items = List.copyOf(items);
  }

  /** Where the next page begins; only on a page with items. */
  public T last() {
    return items.get(items.size() - 1);
  }
}
