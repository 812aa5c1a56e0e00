package io.twinfeed.local.query;

import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.Models;
import java.util.List;

/**
 * What one row of a query is judged on.
 *
 * @param bound the twins and relationships of the row, by the place of their collection in FROM
 */
record Scope(Models models, List<Held> bound) {
  Scope {
    bound = List.copyOf(bound);
  }
}
