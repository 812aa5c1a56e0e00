package io.twinfeed.local.query;

import io.twinfeed.local.store.Held;
import io.twinfeed.twin.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something with a value: a constant, or what stands in a twin or relationship. */
sealed interface Operand {

  /** Null where the row has no such value. */
  @Nullable Value in(Scope scope);

  record Constant(Value value) implements Operand {
    @Override
    public Value in(Scope scope) {
      return value;
    }
  }

  /**
   * @param slot the place of its collection in FROM
   * @param path member names; empty for the whole twin or relationship
   */
  record Property(int slot, List<String> path) implements Operand {
    public Property {
      path = List.copyOf(path);
    }

    @Override
    public @Nullable Value in(Scope scope) {
      return path.isEmpty() ? null : held(scope).at(path);
    }

    Held held(Scope scope) {
      return scope.bound().get(slot);
    }
  }
}
