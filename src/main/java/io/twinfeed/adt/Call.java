package io.twinfeed.adt;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.TwinId;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * One call of the store, on its way through the SDK to the transport and back: it tells the
 * transport what the call costs, and us how often it was made. It travels in Reactor's context,
 * since the SDK passes nothing else on.
 */
final class Call {
  static final Object KEY = Call.class;

  private final Cost cost;
  private final boolean echoes;
  private volatile int attempts;
  private volatile boolean uncertain;
  private volatile boolean repeated;

  private Call(Cost cost, boolean echoes) {
    this.cost = cost;
    this.echoes = echoes;
  }

  static Call read() {
    return new Call(Cost.of(Operation.READ), false);
  }

  static Call of(Operation operation) {
    return new Call(Cost.of(operation), false);
  }

  static Call of(Operation operation, TwinId twin) {
    return of(operation, twin, null);
  }

  /**
   * @param target null where it is not known, or there is none
   */
  static Call of(Operation operation, TwinId source, @Nullable TwinId target) {
    return new Call(cost(operation, source, target), false);
  }

  /** Makes a twin, or a relationship if there is a target; what was made comes back. */
  static Call creation(TwinId source, @Nullable TwinId target) {
    return new Call(cost(Operation.CREATE_DELETE, source, target), true);
  }

  private static Cost cost(Operation operation, TwinId source, @Nullable TwinId target) {
    return Cost.of(operation, source.value(), target == null ? null : target.value());
  }

  /** The call that a request belongs to; one without a limit if there is none. */
  static Call in(ContextView context) {
    return context.hasKey(KEY) ? context.get(KEY) : of(Operation.MODELS);
  }

  Cost cost() {
    return cost;
  }

  /** Whether a good answer says nothing but what we have sent. */
  boolean echoes() {
    return echoes;
  }

  /** An attempt begins. */
  void begins(int attempt) {
    attempts = attempt;
    if (uncertain) {
      repeated = true;
    }
  }

  /** The attempt ended without an answer that says whether it was carried out. */
  void endsUncertain() {
    uncertain = true;
  }

  int attempts() {
    return Math.max(1, attempts);
  }

  /** Whether an attempt before the last one may have been carried out. */
  boolean isRepeated() {
    return repeated;
  }
}
