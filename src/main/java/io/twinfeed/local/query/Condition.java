package io.twinfeed.local.query;

import io.twinfeed.local.store.HeldTwin;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Set;

/** A WHERE clause, compiled. */
sealed interface Condition {

  Truth test(Scope scope);

  record And(Condition left, Condition right) implements Condition {
    @Override
    public Truth test(Scope scope) {
      Truth first = left.test(scope);
      if (first == Truth.NO) {
        return Truth.NO;
      }
      Truth second = right.test(scope);
      return second == Truth.YES ? first : second;
    }
  }

  record Or(Condition left, Condition right) implements Condition {
    @Override
    public Truth test(Scope scope) {
      Truth first = left.test(scope);
      if (first == Truth.YES) {
        return Truth.YES;
      }
      Truth second = right.test(scope);
      return second == Truth.NO ? first : second;
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public Truth test(Scope scope) {
      return condition.test(scope).not();
    }
  }

  record Compare(Operand left, Comparison by, Operand right) implements Condition {
    @Override
    public Truth test(Scope scope) {
      Value first = left.in(scope);
      Value second = right.in(scope);
      return first == null || second == null ? Truth.UNKNOWN : by.test(first, second);
    }
  }

  record OneOf(Operand operand, Set<Value> values) implements Condition {
    public OneOf {
      values = Set.copyOf(values);
    }

    @Override
    public Truth test(Scope scope) {
      Value value = operand.in(scope);
      return value == null ? Truth.UNKNOWN : Truth.of(values.contains(value));
    }
  }

  record Call(Function function, List<Operand> arguments) implements Condition {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Truth test(Scope scope) {
      return function.test(arguments, scope);
    }
  }

  /**
   * @param model the DTMI that twins are to be of
   */
  record OfModel(int slot, String model, Descent descent) implements Condition {
    /** Whether twins of models that extend the one asked for count, too. */
    enum Descent {
      INCLUDED,
      EXACT
    }

    @Override
    public Truth test(Scope scope) {
      if (!(scope.bound().get(slot) instanceof HeldTwin twin)) {
        return Truth.UNKNOWN;
      }
      return Truth.of(
          twin.model().equals(model)
              || (descent == Descent.INCLUDED && scope.models().isOf(twin.model(), model)));
    }
  }
}
